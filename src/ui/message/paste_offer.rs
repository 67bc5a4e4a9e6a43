//! The offer after a paste: to format a log as code, to attach it as a file, or to keep a table as
//! text. It is next to the message, and does not interrupt.

use super::text_area::TextArea;
use crate::editor::{self, Change, Selection};
use crate::form::{Announcement, Edit, Event, Form};
use crate::locale::strings;
use crate::ui::dom::{El, button, el, render_effect};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of pasted lines that are not offered as a file although they are formatted.
const MAX_LINES: usize = 200;
const FILE_NAME: &str = "pasted-log.txt";

/// The offer. It exists while the message contains the pasted text.
#[derive(Clone)]
pub struct PasteOffer {
    store: Store,
    text_area: TextArea,
    pasted: RwSignal<Option<Arc<Pasted>>>,
}

/// Form in which a paste was inserted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PastedAs {
    /// The plain text of the clipboard.
    Text,
    /// The plain text, in code.
    Code,
    /// A table of tab-separated cells.
    Table,
    /// Formatted text.
    Markdown,
}

/// A paste.
pub struct Pasted {
    pub kind: PastedAs,
    /// The text that the message contains.
    pub inserted: String,
    /// The plain text of the clipboard.
    pub plain_text: String,
    /// Start of the text in the message, in bytes.
    pub start: usize,
}

/// A choice in the offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    FormatAsCode,
    MakeTable,
    AttachAsFile,
    KeepAsText,
    KeepTable,
}

impl Pasted {
    /// Returns the choices, the one that changes nothing last.
    fn choices(&self, can_attach: bool) -> Vec<Choice> {
        let text = &self.plain_text;
        let is_long = can_attach && editor::is_long(text, MAX_LINES);
        match self.kind {
            PastedAs::Table => {
                return vec![Choice::KeepAsText, Choice::FormatAsCode, Choice::KeepTable];
            }
            PastedAs::Code | PastedAs::Markdown if is_long => {
                return vec![Choice::AttachAsFile, Choice::KeepAsText];
            }
            PastedAs::Code | PastedAs::Markdown => return Vec::new(),
            PastedAs::Text => {}
        }
        let mut choices = Vec::new();
        let may_be_log = editor::may_be_log(text);
        let may_be_table = editor::table_from_tsv(text).is_some();
        let mut add = |is_offered: bool, choice| choices.extend(is_offered.then_some(choice));
        add(may_be_log || may_be_table, Choice::FormatAsCode);
        add(may_be_table, Choice::MakeTable);
        add(may_be_log && can_attach, Choice::AttachAsFile);
        if !choices.is_empty() {
            choices.push(Choice::KeepAsText);
        }
        choices
    }

    /// Returns the range of the pasted text in the message: of several that are equal, the nearest
    /// to where it was pasted.
    fn find(&self, message: &str) -> Option<Range<usize>> {
        let (text, start) = (self.inserted.as_str(), self.start);
        let is_unmoved = message
            .get(start..)
            .is_some_and(|rest| rest.starts_with(text));
        let found = if is_unmoved {
            Some(start)
        } else {
            let found = message.match_indices(text).map(|(found, _)| found);
            found.min_by_key(|found| found.abs_diff(start))
        };
        found.map(|start| start..start + text.len())
    }

    fn announcement(&self) -> Announcement {
        match self.kind {
            PastedAs::Table => Announcement::PastedTable,
            _ => Announcement::LongPaste(editor::line_count(&self.plain_text)),
        }
    }
}

impl PasteOffer {
    /// Creates the state of the offer.
    pub fn new(store: Store, text_area: TextArea) -> Self {
        Self {
            store,
            text_area,
            pasted: RwSignal::new(None),
        }
    }

    /// Offers the choices for a paste, if there are any.
    pub fn offer(&self, pasted: Pasted) {
        if !self.choices(&pasted).is_empty() {
            self.store.announce(pasted.announcement());
            self.pasted.set(Some(Arc::new(pasted)));
        }
    }

    /// Creates the view of the offer. It does not take the focus.
    pub fn view(&self) -> El {
        self.withdraw_with_text();
        let pasted = self.pasted;
        let address = move || pasted.with(|pasted| pasted.as_ref().map(Arc::as_ptr));
        let this = self.clone();
        el("div").show_let(
            move || address().map(|at| at as usize),
            move |_| {
                let offer = el("div").class("paste-offer");
                let Some(pasted) = this.pasted.get_untracked() else {
                    return offer;
                };
                let choices = this.choices(&pasted).into_iter();
                offer
                    .child(el("p").child(text::pasted(&pasted.announcement())))
                    .children(choices.map(|choice| this.choice_button(choice, pasted.kind)))
            },
        )
    }

    fn choice_button(&self, choice: Choice, kind: PastedAs) -> El {
        let is_noop = match choice {
            Choice::KeepTable => true,
            Choice::KeepAsText => kind != PastedAs::Table,
            _ => false,
        };
        let class = if is_noop { "button subtle" } else { "button" };
        let label = match choice {
            Choice::FormatAsCode => strings::PASTE_FORMAT_AS_CODE,
            Choice::MakeTable => strings::PASTE_MAKE_TABLE,
            Choice::AttachAsFile => strings::PASTE_ATTACH_FILE,
            Choice::KeepAsText => strings::PASTE_KEEP_TEXT,
            Choice::KeepTable => strings::PASTE_KEEP_TABLE,
        };
        let this = self.clone();
        button(class, label, move |_| this.choose(choice))
    }

    fn choices(&self, pasted: &Pasted) -> Vec<Choice> {
        let allows_text_files = |form: &Form| Some(form.rules()?.limits.allows_extension("txt"));
        let can_attach = self.store.with_untracked(allows_text_files) == Some(true);
        pasted.choices(can_attach)
    }

    /// Withdraws the offer when the text is removed from the message. At first the message does not
    /// contain it: the offer is made before the browser has pasted the text.
    fn withdraw_with_text(&self) {
        let (store, pasted) = (self.store, self.pasted);
        // The last paste that was in the message.
        let mut seen: Option<Arc<Pasted>> = None;
        render_effect(move || {
            let Some(current) = pasted.get() else {
                seen = None;
                return;
            };
            let contains = |form: &Form| current.find(&form.draft().message).is_some();
            if store.with_message(contains) {
                seen = Some(current);
            } else if seen
                .as_ref()
                .is_some_and(|seen| Arc::ptr_eq(seen, &current))
            {
                pasted.set(None);
            }
        });
    }

    fn choose(&self, choice: Choice) {
        let Some(pasted) = self.pasted.get_untracked() else {
            return;
        };
        self.pasted.set(None);
        let text = &pasted.plain_text;
        match (choice, pasted.kind) {
            (Choice::FormatAsCode, _) => {
                let code = editor::fenced_code_block(text, "");
                self.replace(&pasted, |selected| paste_block(code, selected));
            }
            (Choice::MakeTable, _) => {
                let Some(table) = editor::table_from_tsv(text) else {
                    return;
                };
                self.replace(&pasted, |selected| paste_block(table, selected));
            }
            (Choice::AttachAsFile, _) => self.attach_as_file(&pasted),
            (Choice::KeepAsText, PastedAs::Table) => {
                self.replace(&pasted, |selected| {
                    let lines = editor::paste_lines(text, selected);
                    lines.unwrap_or_else(|| replacement(text, selected))
                });
            }
            (Choice::KeepAsText | Choice::KeepTable, _) => self.text_area.focus(),
        }
    }

    /// Attaches the text as a file, and removes it from the message in one undo step.
    fn attach_as_file(&self, pasted: &Pasted) {
        let Some(file) = self.store.files().add_text(FILE_NAME, &pasted.plain_text) else {
            return;
        };
        self.replace(pasted, |selected| replacement("", selected));
        self.store
            .dispatch(Event::Edited(Edit::FilesAdded(vec![file])));
    }

    /// Changes the pasted text, in one undo step. `change` gets it as the selection.
    fn replace(&self, pasted: &Pasted, change: impl FnOnce(&Selection) -> Change) {
        self.text_area.apply(|selected| {
            let range = pasted.find(selected.text())?;
            Some(change(&Selection::new(selected.text(), range)))
        });
    }
}

/// Pastes Markdown. Adds a line break after a fence or a table: text typed there would break the
/// fence or become a row of the table.
pub fn paste_block(mut markdown: String, selected: &Selection) -> Change {
    if markdown.contains('\n') && markdown.ends_with(['`', '|']) {
        markdown.push('\n');
    }
    editor::paste_markdown(&markdown, selected)
}

/// Replaces the selection, and places the caret after the new text.
fn replacement(text: &str, selected: &Selection) -> Change {
    let range = selected.range();
    let caret = range.start + text.len();
    Change {
        range,
        insert: text.to_owned(),
        selection: caret..caret,
    }
}
