//! The paste options: format a log as code, attach it as a file, or keep a table as text. They are
//! next to the message, and do not interrupt.

use super::pasted_log_file::attach_as_file;
use super::text_area::TextArea;
use crate::editor::{self, Change, Selection};
use crate::form::{Announcement, Form};
use crate::locale::strings;
use crate::markdown::is_same_text;
use crate::ui::dom::{El, button, el, render_effect};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of formatted pasted lines for which no file is suggested.
const MAX_LINES: usize = 200;

/// Options for the last paste. They are shown while the message contains the pasted text.
#[derive(Clone)]
pub struct PasteOptions {
    store: Store,
    text_area: TextArea,
    pasted: RwSignal<Option<Arc<Pasted>>>,
}

/// Format in which a paste was inserted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PastedAs {
    /// The plain text of the clipboard.
    Text,
    /// The plain text, in code.
    Code,
    /// A single line, in the cell of a table.
    Cell,
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

/// A paste option.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PasteOption {
    FormatAsCode,
    MakeTable,
    AttachAsFile,
    KeepAsText,
    KeepTable,
}

impl Pasted {
    /// Returns the options. The last one changes nothing.
    fn options(&self, can_attach: bool) -> Vec<PasteOption> {
        let text = &self.plain_text;
        let is_long = can_attach && editor::is_long(text, MAX_LINES);
        match self.kind {
            PastedAs::Table => {
                return vec![
                    PasteOption::KeepAsText,
                    PasteOption::FormatAsCode,
                    PasteOption::KeepTable,
                ];
            }
            PastedAs::Code | PastedAs::Cell | PastedAs::Markdown if is_long => {
                return vec![PasteOption::AttachAsFile, PasteOption::KeepAsText];
            }
            PastedAs::Code | PastedAs::Cell | PastedAs::Markdown => return Vec::new(),
            PastedAs::Text => {}
        }
        let mut options = Vec::new();
        let may_be_log = editor::may_be_log(text);
        let may_be_table = editor::table_from_tsv(text).is_some();
        let mut add = |is_available: bool, option| options.extend(is_available.then_some(option));
        add(may_be_log || may_be_table, PasteOption::FormatAsCode);
        add(may_be_table, PasteOption::MakeTable);
        add(may_be_log && can_attach, PasteOption::AttachAsFile);
        if !options.is_empty() {
            options.push(PasteOption::KeepAsText);
        }
        options
    }

    /// Returns the range of the pasted text in the message. If the message contains it several times,
    /// returns the range nearest to the position of the paste.
    fn find(&self, message: &str) -> Option<Range<usize>> {
        let (text, start) = (self.inserted.as_str(), self.start);
        let is_unmoved = message
            .get(start..)
            .and_then(|rest| rest.get(..text.len()))
            .is_some_and(|pasted| is_same_text(pasted, text));
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

impl PasteOptions {
    /// Creates the state, without a paste.
    pub fn new(store: Store, text_area: TextArea) -> Self {
        Self {
            store,
            text_area,
            pasted: RwSignal::new(None),
        }
    }

    /// Shows the options for a paste, if there are any.
    pub fn show_for(&self, pasted: Pasted) {
        if !self.options(&pasted).is_empty() {
            self.store.announce(pasted.announcement());
            self.pasted.set(Some(Arc::new(pasted)));
        }
    }

    /// Creates the view. It does not take the focus.
    pub fn view(&self) -> El {
        self.hide_when_text_is_removed();
        let pasted = self.pasted;
        let address = move || pasted.with(|pasted| pasted.as_ref().map(Arc::as_ptr));
        let this = self.clone();
        el("div").show_let(
            move || address().map(|at| at as usize),
            move |_| {
                let view = el("div").class("paste-options");
                let Some(pasted) = this.pasted.get_untracked() else {
                    return view;
                };
                let options = this.options(&pasted).into_iter();
                view.child(el("p").child(text::pasted(&pasted.announcement())))
                    .children(options.map(|option| this.option_button(option, pasted.kind)))
            },
        )
    }

    fn option_button(&self, option: PasteOption, kind: PastedAs) -> El {
        let is_noop = match option {
            PasteOption::KeepTable => true,
            PasteOption::KeepAsText => kind != PastedAs::Table,
            _ => false,
        };
        let class = match is_noop {
            true => "button small subtle",
            false => "button small",
        };
        let label = match option {
            PasteOption::FormatAsCode => strings::PASTE_FORMAT_AS_CODE,
            PasteOption::MakeTable => strings::PASTE_MAKE_TABLE,
            PasteOption::AttachAsFile => strings::PASTE_ATTACH_FILE,
            PasteOption::KeepAsText => strings::PASTE_KEEP_TEXT,
            PasteOption::KeepTable => strings::PASTE_KEEP_TABLE,
        };
        let this = self.clone();
        button(class, label, move |_| this.choose(option))
    }

    fn options(&self, pasted: &Pasted) -> Vec<PasteOption> {
        let allows_text_files = |form: &Form| Some(form.rules()?.limits.allows_extension("txt"));
        let can_attach = self.store.with_untracked(allows_text_files) == Some(true);
        pasted.options(can_attach)
    }

    /// Hides the options when the text is removed from the message. At first the message does not
    /// contain it: the options are shown before the browser has pasted the text.
    fn hide_when_text_is_removed(&self) {
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

    fn choose(&self, option: PasteOption) {
        let Some(pasted) = self.pasted.get_untracked() else {
            return;
        };
        self.pasted.set(None);
        let text = &pasted.plain_text;
        match (option, pasted.kind) {
            (PasteOption::FormatAsCode, _) => {
                let code = editor::fenced_code_block(text, "");
                self.replace(&pasted, |selected| paste_block(code, selected));
            }
            (PasteOption::MakeTable, _) => {
                let Some(table) = editor::table_from_tsv(text) else {
                    return;
                };
                self.replace(&pasted, |selected| paste_block(table, selected));
            }
            (PasteOption::AttachAsFile, _) => self.attach_as_file(&pasted),
            (PasteOption::KeepAsText, PastedAs::Table) => {
                self.replace(&pasted, |selected| {
                    let lines = editor::paste_lines(text, selected);
                    lines.unwrap_or_else(|| replacement(text, selected))
                });
            }
            (PasteOption::KeepAsText | PasteOption::KeepTable, _) => self.text_area.focus(),
        }
    }

    /// Attaches the text as a file, and removes it from the message in one undo step.
    fn attach_as_file(&self, pasted: &Pasted) {
        attach_as_file(self.store, &pasted.plain_text, || {
            self.replace(pasted, |selected| replacement("", selected));
        });
    }

    /// Changes the pasted text, in one undo step. `change` receives the text as the selection.
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
