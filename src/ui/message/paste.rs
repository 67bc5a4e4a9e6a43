//! Pasting into the message: as Markdown if possible, otherwise as plain text.

use super::editor_state::MessageEditor;
use super::pasted_html::html_nodes;
use crate::editor::{self, Change, Selection};
use crate::ui::attachments::add_pasted_files;
use crate::ui::platform::parse_html;
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
        let text = with_unix_line_endings(&clipboard_text(&data, "text/plain"));
        if add_pasted_files(self.store, &data) {
            event.prevent_default();
            return;
        }
        let change = self.text_area.read(|selected| {
            let change = markdown_change(&data, &text, selected);
            let change = change.or_else(|| editor::paste_lines(&text, selected));
            change.filter(|_| !is_plain)
        });
        let inserted = match change {
            None => text,
            Some(change) => {
                event.prevent_default();
                let inserted = change.insert.clone();
                self.text_area.apply(|_| Some(change));
                inserted
            }
        };
        self.long_paste.offer(inserted);
    }
}

/// Returns the change that pastes as Markdown. `None` if the data has no Markdown form, and inside
/// code.
fn markdown_change(data: &DataTransfer, text: &str, selected: &Selection) -> Option<Change> {
    if editor::is_in_code(selected) {
        return None;
    }
    let metadata = clipboard_text(data, VSCODE_MEDIA_TYPE);
    if !metadata.is_empty() {
        return paste_code_block(text, &metadata, selected);
    }
    if let Some(link) = editor::paste_url(text.trim(), selected) {
        return Some(link);
    }
    let html = clipboard_text(data, "text/html");
    let body = parse_html(&html).filter(|_| !html.is_empty());
    let markdown = body.and_then(|body| editor::html_to_markdown(&html_nodes(&body)?));
    let markdown = markdown.or_else(|| editor::table_from_tsv(text))?;
    Some(paste_block(markdown, selected))
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

/// Pastes Markdown. Adds a line break after a fence or a table: text typed there would break the
/// fence or become a row of the table.
fn paste_block(mut markdown: String, selected: &Selection) -> Change {
    if markdown.contains('\n') && markdown.ends_with(['`', '|']) {
        markdown.push('\n');
    }
    editor::paste_markdown(&markdown, selected)
}

fn clipboard_text(data: &DataTransfer, media_type: &str) -> String {
    data.get_data(media_type).unwrap_or_default()
}

/// Converts line endings to `\n`, as in a text area's value.
fn with_unix_line_endings(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
