//! Preview of a text file, such as a log: its first lines.

use super::file_label::with_file_label;
use crate::form::FileId;
use crate::locale::strings;
use crate::ui::dom::{El, el};
use crate::ui::platform::{TextExcerpt, read_excerpt};
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use leptos::ev;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Element, File, HtmlDetailsElement};

/// Maximum number of lines.
const MAX_LINES: usize = 12;

/// Number of bytes that are read.
const MAX_BYTES: u64 = 1 << 12;

/// Creates a disclosure of a file's first lines, which are read when it is opened.
pub fn first_lines(store: Store, id: FileId) -> El {
    let lines = el("pre")
        .attr("dir", "auto")
        .attr("translate", "no")
        .attr("tabindex", "0");
    let details = el("details");
    let (output, disclosure): (Element, HtmlDetailsElement) =
        (lines.node().clone(), details.cast());
    let is_read = Rc::new(Cell::new(false));
    let read_once = move |_| {
        if store.files().is_disposed() || !disclosure.open() || is_read.get() {
            return;
        }
        let file = store.files().get(id);
        let (output, is_read) = (output.clone(), is_read.clone());
        spawn_local(async move {
            let excerpt = read(file).await;
            // A failed read is retried when the disclosure is opened again.
            is_read.set(excerpt.is_some());
            let text = excerpt.map_or(strings::FILES_NO_PREVIEW.into(), excerpt_text);
            output.set_text_content(Some(&text));
        });
    };
    let summary = el("summary").child(strings::FILES_PREVIEW);
    details
        .child(with_file_label(
            summary,
            format!("open-ticket-lines-{}", id.0),
            id,
        ))
        .child(lines)
        .on(ev::toggle, read_once)
}

async fn read(file: Option<File>) -> Option<TextExcerpt> {
    read_excerpt(&file?, MAX_LINES, MAX_BYTES).await
}

fn excerpt_text(excerpt: TextExcerpt) -> String {
    if excerpt.is_truncated {
        excerpt.text + "\n…"
    } else {
        excerpt.text
    }
}
