//! A long log in a message is hard to read for everybody: it may become a file instead.

use super::super::words;
use super::Editor;
use crate::editor::{self, Change};
use crate::form::{Announcement, Edit, Event};
use leptos::prelude::*;

/// More lines than this are offered to become a file.
const LONG: usize = 200;
const NAME: &str = "pasted-log.txt";

/// What was pasted, as long as the message still has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Long {
    text: String,
    lines: usize,
}

impl Editor {
    /// Offers to make a file of a long text, where such a file is taken.
    pub fn offer_file(self, text: String) {
        let lines = editor::lines(&text);
        let taken = self
            .store
            .once(|form| Some(form.rules()?.limits.takes("txt")));
        if lines > LONG && taken == Some(true) {
            self.long.set(Some(Long { text, lines }));
            self.store.announce(Announcement::LongPaste(lines));
        }
    }

    /// Makes the file and takes the text out, as one change that can be undone.
    fn make_file(self) {
        let Some(Long { text, .. }) = self.long.get_untracked() else {
            return;
        };
        self.long.set(None);
        let file = self
            .store
            .perform(|performer| performer.take_in_text(NAME, &text));
        let Some(file) = file.flatten() else { return };
        self.area.apply(|at| {
            let start = at.text().find(&text)?;
            Some(Change {
                range: start..start + text.len(),
                insert: String::new(),
                selection: start..start,
            })
        });
        self.store
            .dispatch(Event::Edited(Edit::FilesAdded(vec![file])));
    }

    fn keep_text(self) {
        self.long.set(None);
        self.area.focus();
    }
}

/// The offer. It takes no focus, and goes when the text that it is about has gone.
#[component]
pub fn LongPaste(
    /// Where it was pasted.
    editor: Editor,
    /// The message.
    text: Memo<String>,
) -> impl IntoView {
    // Until the browser has pasted it, the message does not have it: that is no reason to go.
    let seen = StoredValue::new(false);
    Effect::new(move |_| {
        let there = editor
            .long
            .read()
            .as_ref()
            .map(|long| text.read().contains(&long.text));
        if there == Some(false) && seen.get_value() {
            editor.long.set(None);
        }
        seen.set_value(there == Some(true));
    });
    let offer = move || {
        let lines = editor.long.read().as_ref()?.lines;
        Some(view! { class="ot",
            <div class="note">
                <p>{words::long_paste(lines)}</p>
                <button type="button" class="button" on:click=move |_| editor.make_file()>
                    {words::MAKE_FILE}
                </button>
                <button type="button" class="button quiet" on:click=move |_| editor.keep_text()>
                    {words::KEEP_TEXT}
                </button>
            </div>
        })
    };
    view! { class="ot", {offer} }
}
