//! A long log in a message is hard to read for everybody: it may become a file instead.

use super::super::dom::{El, button, classed, el};
use super::super::watch::watch;
use super::super::words;
use super::editor::Editor;
use crate::editor::{self, Change};
use crate::form::{Announcement, Edit, Event, Form};
use leptos::prelude::*;
use std::rc::Rc;

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
    pub fn offer_file(&self, text: String) {
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
    fn make_file(&self) {
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

    fn keep_text(&self) {
        self.long.set(None);
        self.area.focus();
    }

    /// The offer. It takes no focus, and goes when the text that it is about has gone.
    pub fn offer(self: &Rc<Self>) -> El {
        let this = self.clone();
        // Until the browser has pasted it, the message does not have it: that is no reason to go.
        let mut seen = false;
        watch(move || {
            let there = this.long.get().map(|long| {
                let has = |form: &Form| form.draft().message.contains(&long.text);
                this.store.with_message(has)
            });
            if there == Some(false) && seen {
                this.long.set(None);
            }
            seen = there == Some(true);
        });
        let this = self.clone();
        let lines = move || this.long.get().map(|long| long.lines);
        let this = self.clone();
        el("div").some(lines, move |lines| {
            let (make, keep) = (this.clone(), this.clone());
            classed("div", "note")
                .child(el("p").text(&words::long_paste(lines)))
                .child(button("button", words::MAKE_FILE, move |_| {
                    make.make_file()
                }))
                .child(button("button quiet", words::KEEP_TEXT, move |_| {
                    keep.keep_text()
                }))
        })
    }
}
