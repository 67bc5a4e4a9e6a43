//! Pasting into the message: as Markdown if possible, otherwise as plain text.

use super::message_editor::MessageEditor;
use super::paste_options::{Pasted, PastedAs, paste_block};
use crate::editor::{self, Change, Selection};
use crate::markdown::decode_character_reference;
use crate::ticket::without_controls;
use crate::ui::attachments::add_pasted_files;
use web_sys::{ClipboardEvent, DataTransfer};

/// Media type of VS Code's metadata about copied code.
const VSCODE_MEDIA_TYPE: &str = "vscode-editor-data";

impl MessageEditor {
    /// Handles a paste. Plain text is pasted by the browser.
    pub fn paste(&self, event: &ClipboardEvent) {
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let is_plain = self.is_next_paste_plain.take();
        let text = without_controls(&clipboard_text(&data, "text/plain")).into_owned();
        let text = with_unix_line_endings(&text);
        if add_pasted_files(self.store, &data) {
            event.prevent_default();
            return;
        }
        let (kind, start, change) = self.text_area.read(|selected| {
            let start = selected.range().start;
            let is_code = editor::is_in_code(selected);
            let kind = if is_code {
                PastedAs::Code
            } else {
                PastedAs::Text
            };
            if is_plain {
                return (kind, start, None);
            }
            let markdown = || markdown_change(&data, &text, selected).filter(|_| !is_code);
            let lines = || Some((kind, editor::paste_lines(&text, selected)?));
            match markdown().or_else(lines) {
                Some((_, change)) if !is_code && editor::is_in_cell(selected) => {
                    (PastedAs::Cell, change.range.start, Some(change))
                }
                Some((kind, change)) => (kind, change.range.start, Some(change)),
                None => (kind, start, None),
            }
        });
        let mut inserted = text.clone();
        if let Some(change) = change {
            event.prevent_default();
            inserted.clone_from(&change.insert);
            self.text_area.apply(|_| Some(change));
        }
        self.paste_options.show_for(Pasted {
            kind,
            inserted,
            plain_text: text,
            start,
        });
    }
}

/// Returns the change that pastes as Markdown. `None` if the data cannot be converted to Markdown.
fn markdown_change(
    data: &DataTransfer,
    text: &str,
    selected: &Selection,
) -> Option<(PastedAs, Change)> {
    let metadata = clipboard_text(data, VSCODE_MEDIA_TYPE);
    if !metadata.is_empty() {
        return Some((
            PastedAs::Markdown,
            paste_code_block(text, &metadata, selected)?,
        ));
    }
    if let Some(link) = editor::paste_url(text.trim(), selected) {
        return Some((PastedAs::Markdown, link));
    }
    let html = clipboard_text(data, "text/html");
    if let Some(markdown) = editor::rich_text_to_markdown(&html, text, decode_character_reference) {
        let markdown = without_controls(&markdown).into_owned();
        return Some((PastedAs::Markdown, paste_block(markdown, selected)));
    }
    let table = editor::table_from_tsv(text).filter(|_| !editor::is_log(text))?;
    Some((PastedAs::Table, paste_block(table, selected)))
}

/// Pastes code as a code block, unless it was copied from a text or Markdown file. The language is
/// found in the JSON of the metadata without parsing it.
fn paste_code_block(text: &str, metadata: &str, selected: &Selection) -> Option<Change> {
    let language = metadata.split_once("\"mode\":\"")?.1.split('"').next()?;
    if text.is_empty() || ["plaintext", "markdown"].contains(&language) {
        return None;
    }
    let fence = editor::fenced_code_block(text, language);
    Some(paste_block(fence, selected))
}

fn clipboard_text(data: &DataTransfer, media_type: &str) -> String {
    data.get_data(media_type).unwrap_or_default()
}

/// Converts line endings to `\n`, as in a text area's value.
fn with_unix_line_endings(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
