//! What pasting makes of what was copied: Markdown where it can, else the text as it is.

use super::super::attachments::pasted;
use super::super::effects::parsed;
use super::{editor::Editor, rich};
use crate::editor::{self, Change, Selected};
use web_sys::{ClipboardEvent, DataTransfer};

/// Where an editor of code says what it copied.
const CODE_EDITOR: &str = "vscode-editor-data";

impl Editor {
    /// Takes what is pasted. What nobody here makes something of is the browser's to paste.
    pub fn paste(&self, event: &ClipboardEvent) {
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let plain = self.plain.take();
        let text = unix(&of(&data, "text/plain"));
        if pasted(self.store, &data) {
            event.prevent_default();
            return;
        }
        let change = self
            .area
            .read(|at| made_of(&data, &text, at).filter(|_| !plain));
        let pasted = match change {
            None => text,
            Some(change) => {
                event.prevent_default();
                let pasted = change.insert.clone();
                self.area.apply(|_| Some(change));
                pasted
            }
        };
        self.offer_file(pasted);
    }
}

/// What is made of it, if anything; nothing inside of code, which is meant as it is.
fn made_of(data: &DataTransfer, text: &str, at: &Selected) -> Option<Change> {
    if editor::is_in_code(at) {
        return None;
    }
    let code = of(data, CODE_EDITOR);
    if !code.is_empty() {
        return code_block(text, &code, at);
    }
    if let Some(link) = editor::paste_url(text.trim(), at) {
        return Some(link);
    }
    let html = of(data, "text/html");
    let rich = parsed(&html).filter(|_| !html.is_empty());
    let markdown = rich.and_then(|body| editor::markdown_of(&rich::nodes_of(&body)?));
    let markdown = markdown.or_else(|| editor::table_of_tsv(text))?;
    Some(block(markdown, at))
}

/// A text that was copied out of prose is none; JSON's word for its language is read as it stands.
fn code_block(text: &str, about: &str, at: &Selected) -> Option<Change> {
    let language = about.split_once("\"mode\":\"")?.1.split('"').next()?;
    if text.is_empty() || ["plaintext", "markdown"].contains(&language) {
        return None;
    }
    let fence = editor::fence_of_code(text, language);
    Some(block(fence, at))
}

/// Behind a fence or a table writing goes on in a line of its own: it would break the one and
/// lengthen the other.
fn block(mut markdown: String, at: &Selected) -> Change {
    if markdown.contains('\n') && markdown.ends_with(['`', '|']) {
        markdown.push('\n');
    }
    editor::paste_markdown(&markdown, at)
}

fn of(data: &DataTransfer, kind: &str) -> String {
    data.get_data(kind).unwrap_or_default()
}

/// The ends of lines that a text area has.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
