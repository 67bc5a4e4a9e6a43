//! The notice above the fields: a restored draft, another tab, and the next action.

use super::autosave::Autosave;
use super::local_storage_drafts;
use super::notice::Notice;
use crate::locale::strings;
use crate::ui::dom::{El, button, copy_all, el, focus};
use crate::ui::runtime::delayed_focus::{FIRST_FIELD, focus_after_render};
use crate::ui::text;
use leptos::prelude::{Get, With};
use std::rc::Rc;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// Creates the notice. It is in the document before its text, so that screen readers read the text
/// (WCAG 4.1.3), and takes no space while it is empty.
pub fn notice_view(autosave: Rc<Autosave>, root: HtmlElement) -> El {
    let notice = autosave.notice;
    let is_empty = move || notice.with(|notice| *notice == Notice::None);
    let view = el("div").class("draft-notice");
    let buttons = view.node().clone();
    let text = move || {
        notice.with(|notice| {
            keep_focus(&root, &buttons, notice);
            notice_text(notice)
        })
    };
    view.class(("empty", is_empty))
        .child(el("p").attr("role", "status").child(text))
        .show_let(
            move || Some(notice.get()).filter(|notice| *notice != Notice::None),
            move |notice| actions(&autosave, &notice),
        )
}

/// Moves the focus before the button that has it is replaced: to the next action, or to the first
/// field, where the user continues. Otherwise, the focus would be lost (WCAG 2.4.3).
fn keep_focus(root: &HtmlElement, buttons: &Element, notice: &Notice) {
    if buttons.matches(":focus-within").unwrap_or(false) {
        let selector = match notice {
            Notice::Cleared | Notice::Undone => ".draft-notice button",
            _ => FIRST_FIELD,
        };
        focus_after_render(root, selector, focus);
    }
}

fn notice_text(notice: &Notice) -> String {
    match notice {
        Notice::None => String::new(),
        Notice::Restored(time, _) => text::draft_restored(time),
        Notice::Loaded(name, _) => text::draft_loaded(name),
        Notice::Cleared => strings::DRAFT_CLEARED.into(),
        Notice::Undone => strings::DRAFT_UNDONE.into(),
        Notice::EndedElsewhere => strings::DRAFT_ENDED_ELSEWHERE.into(),
        Notice::OtherTab => strings::DRAFT_OTHER_TAB.into(),
        Notice::Moved => strings::DRAFT_MOVED.into(),
        Notice::OtherVersion(_) => strings::DRAFT_OTHER_VERSION.into(),
        Notice::NothingToSave => strings::DRAFT_NOTHING_TO_SAVE.into(),
        Notice::NotADraft(name) => text::draft_not_recognized(name),
    }
}

fn actions(autosave: &Rc<Autosave>, notice: &Notice) -> El {
    let action = |label: &str, run: fn(&Autosave)| {
        let autosave = autosave.clone();
        button("link", label, move |_| run(&autosave))
    };
    let start_over = || action(strings::DRAFT_START_OVER, Autosave::start_over);
    let undo = || action(strings::DRAFT_UNDO, Autosave::undo);
    let actions = el("div").class("draft-actions");
    match notice {
        Notice::None | Notice::NothingToSave | Notice::NotADraft(_) => actions,
        Notice::Restored(_, false) | Notice::Loaded(_, false) => actions.child(start_over()),
        Notice::Restored(_, true) | Notice::Loaded(_, true) => {
            actions.child(undo()).child(start_over())
        }
        Notice::Cleared | Notice::EndedElsewhere => actions.child(undo()),
        Notice::Undone => actions.child(action(strings::DRAFT_REDO, Autosave::undo)),
        Notice::OtherTab | Notice::Moved => {
            let (shown, autosave) = (autosave.clone(), autosave.clone());
            let continue_here = move || {
                let autosave = autosave.clone();
                let run = move |_| autosave.continue_here();
                button("link", strings::DRAFT_CONTINUE, run)
            };
            actions.show(move || shown.can_continue_here(), continue_here)
        }
        Notice::OtherVersion(text) => text_actions(autosave, actions, text),
    }
}

/// Shows the text of a draft that cannot be restored.
fn text_actions(autosave: &Rc<Autosave>, actions: El, text: &str) -> El {
    let area = el("textarea")
        .attr("readonly", true)
        .attr("rows", "6")
        .attr("aria-label", strings::DRAFT_TEXT)
        .child(text);
    let source: HtmlTextAreaElement = area.cast();
    let copy = move |_| {
        copy_all(&source);
    };
    let autosave = autosave.clone();
    let delete = move |_| {
        if let Some(storage) = autosave.storage() {
            local_storage_drafts::remove_text(storage.key.as_str());
        }
        autosave.set_notice(Notice::None);
    };
    actions
        .class(("text", true))
        .child(area)
        .child(button("button", strings::DRAFT_COPY, copy))
        .child(button("button", strings::DRAFT_DELETE, delete))
}
