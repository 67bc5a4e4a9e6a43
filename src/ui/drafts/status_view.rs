//! The status next to the Send button.

use super::autosave::Autosave;
use super::notice::Status;
use super::transfer_view::transfer_view;
use crate::locale::strings;
use crate::rules::DraftScope;
use crate::ui::dom::{El, el};
use leptos::prelude::Get;
use std::rc::Rc;

/// Creates the status. It is not a live region: it can change every half second while the user types.
pub fn status_view(autosave: Rc<Autosave>) -> El {
    let status = autosave.status;
    let text = move || match status.get() {
        Status::None => None,
        Status::Saved => Some(strings::DRAFT_SAVED),
        Status::FilesFailed => Some(strings::DRAFT_FILES_FAILED),
        Status::Failed => Some(strings::DRAFT_FAILED),
    };
    let has_failed = move || matches!(status.get(), Status::FilesFailed | Status::Failed);
    let view = el("div")
        .class("draft-status")
        .class(("failed", has_failed))
        .show_let(text, |text| el("p").class("meta").child(text));
    let shown = autosave.clone();
    view.show(
        move || shown.allowed_scope() != DraftScope::Off,
        move || transfer_view(&autosave),
    )
}
