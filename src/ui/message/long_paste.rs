//! The offer to attach a long pasted text as a file. A long log in a message is hard to read.

use super::text_area::TextArea;
use crate::editor::{self, Change};
use crate::form::{Announcement, Edit, Event, Form};
use crate::locale::strings;
use crate::ui::dom::{El, button, el, render_effect};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use leptos::prelude::*;

/// Maximum number of pasted lines without an offer.
const MAX_LINES: usize = 200;
const FILE_NAME: &str = "pasted-log.txt";

/// The offer. It exists while the message contains the pasted text.
#[derive(Clone)]
pub struct LongPasteOffer {
    store: Store,
    text_area: TextArea,
    pasted: RwSignal<Option<PastedText>>,
}

#[derive(Clone, PartialEq, Eq)]
struct PastedText {
    text: String,
    lines: usize,
}

impl LongPasteOffer {
    /// Creates the state of the offer.
    pub fn new(store: Store, text_area: TextArea) -> Self {
        Self {
            store,
            text_area,
            pasted: RwSignal::new(None),
        }
    }

    /// Offers to attach a pasted text, if it is long and the rules allow `.txt` files.
    pub fn offer(&self, text: String) {
        let lines = editor::line_count(&text);
        let is_allowed = self
            .store
            .with_untracked(|form| Some(form.rules()?.limits.allows_extension("txt")));
        if lines > MAX_LINES && is_allowed == Some(true) {
            self.pasted.set(Some(PastedText { text, lines }));
            self.store.announce(Announcement::LongPaste(lines));
        }
    }

    /// Creates the view of the offer. It does not take the focus.
    pub fn view(&self) -> El {
        self.withdraw_with_text();
        let pasted = self.pasted;
        let lines = move || pasted.get().map(|pasted| pasted.lines);
        let this = self.clone();
        el("div").show_let(lines, move |lines| {
            let (attach, dismiss) = (this.clone(), this.clone());
            el("div")
                .class("paste-offer")
                .child(el("p").child(text::pasted_lines(lines)))
                .child(button("button", strings::PASTE_ATTACH_FILE, move |_| {
                    attach.attach_as_file();
                }))
                .child(button(
                    "button subtle",
                    strings::PASTE_KEEP_TEXT,
                    move |_| {
                        dismiss.dismiss();
                    },
                ))
        })
    }

    /// Withdraws the offer when the text is removed from the message. At first the message does not
    /// contain it: the offer is made before the browser has pasted the text.
    fn withdraw_with_text(&self) {
        let (store, pasted) = (self.store, self.pasted);
        let mut was_in_message = false;
        render_effect(move || {
            let is_in_message = pasted.get().map(|pasted| {
                let contains = |form: &Form| form.draft().message.contains(&pasted.text);
                store.with_message(contains)
            });
            if is_in_message == Some(false) && was_in_message {
                pasted.set(None);
            }
            was_in_message = is_in_message == Some(true);
        });
    }

    /// Attaches the text as a file, and removes it from the message in one undo step.
    fn attach_as_file(&self) {
        let Some(PastedText { text, .. }) = self.pasted.get_untracked() else {
            return;
        };
        self.pasted.set(None);
        let Some(file) = self.store.files().add_text(FILE_NAME, &text) else {
            return;
        };
        self.text_area.apply(|selected| {
            let start = selected.text().find(&text)?;
            Some(Change {
                range: start..start + text.len(),
                insert: String::new(),
                selection: start..start,
            })
        });
        self.store
            .dispatch(Event::Edited(Edit::FilesAdded(vec![file])));
    }

    fn dismiss(&self) {
        self.pasted.set(None);
        self.text_area.focus();
    }
}
