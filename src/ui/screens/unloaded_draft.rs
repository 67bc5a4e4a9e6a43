//! The notice about a stored draft that is not loaded, because the editor chunk could not be loaded.

use crate::form::Announcement;
use crate::locale::strings;
use crate::rules::DraftScope;
use crate::ui::dom::{El, button, el};
use crate::ui::editor_chunk;
use crate::ui::runtime::autosave_handle::drafts_exist;
use crate::ui::runtime::delayed_focus::keep_focus;
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use web_sys::HtmlElement;

/// Adds the notice to the form, unless the page or the operator allows no drafts. Once the editor chunk is
/// loaded, the notice about the restored draft takes its place. Until then, the stored draft is unchanged,
/// since only the chunk writes it.
pub fn with_unloaded_draft(form: El, store: Store) -> El {
    let root: HtmlElement = form.cast();
    let is_shown = move || {
        let is_off = |scope: DraftScope| scope == DraftScope::Off;
        let is_shown = editor_chunk::has_failed()
            && drafts_exist()
            && !is_off(store.drafts().scope())
            && store.with(|form| form.rules().is_some_and(|rules| !is_off(rules.drafts)));
        if !is_shown {
            // The button may have the focus (WCAG 2.4.3).
            keep_focus(&root);
        }
        is_shown
    };
    form.show(is_shown, move || {
        let try_again = move |_| {
            spawn_local(async move {
                // The visible text does not change.
                if editor_chunk::load().await.is_err() {
                    store.announce(Announcement::DraftNotLoaded);
                }
            });
        };
        el("div")
            .class("unloaded-draft")
            .child(
                el("p")
                    .attr("role", "alert")
                    .child(strings::DRAFT_NOT_LOADED),
            )
            .child(button("link", strings::FORM_TRY_AGAIN, try_again))
    })
}
