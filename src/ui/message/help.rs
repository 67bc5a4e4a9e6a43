//! All keys, in a dialog of the browser's own.

use super::super::dom::{El, button, classed, el};
use super::super::words;
use super::editor::Editor;
use super::keys::Platform;
use super::shortcuts::{GO_ON, INDENT, PLAIN, PREVIEW, SEND, TO_TOOLS};
use super::tools::TOOLS;
use web_sys::HtmlDialogElement;

const HEADING: &str = "open-ticket-keys";

impl Editor {
    /// Shows all keys. Closed, the browser brings the focus back.
    pub fn show_help(&self) {
        let _ = self.help.show_modal();
    }
}

/// The dialog that lists all keys.
pub fn dialog(platform: Platform) -> El {
    let dialog = classed("dialog", "keys")
        .attr("aria-labelledby", HEADING)
        .attr("closedby", "any");
    let shown: HtmlDialogElement = dialog.as_a();
    let close = button("button quiet", words::CLOSE, move |_| shown.close());
    let head = classed("div", "head")
        .child(el("h2").attr("id", HEADING).text(words::HELP))
        .child(close);
    let row = |(what, keys): (&'static str, String)| {
        let what = el("th").attr("scope", "row").text(what);
        el("tr")
            .child(what)
            .child(el("td").child(el("kbd").text(&keys)))
    };
    let rows = el("tbody").children(rows(platform).into_iter().map(row));
    dialog.child(head).child(el("table").child(rows))
}

fn rows(platform: Platform) -> Vec<(&'static str, String)> {
    let tools = TOOLS
        .iter()
        .map(|tool| (words::command(tool.command), tool.keys));
    let either = PREVIEW.map(|keys| keys.shown(platform)).join(words::OR);
    let (indent, outdent) = (INDENT[0].shown(platform), INDENT[1].shown(platform));
    let mut rows: Vec<_> = tools
        .map(|(what, keys)| (what, keys.shown(platform)))
        .collect();
    rows.extend([
        (words::KEY_GO_ON, GO_ON.shown(platform)),
        (words::KEY_INDENT, indent),
        (words::KEY_OUTDENT, outdent),
        (words::KEY_PLAIN, PLAIN.shown(platform)),
        (words::KEY_PREVIEW, either),
        (words::KEY_TOOLS, TO_TOOLS.shown(platform)),
        (words::KEY_SEND, SEND.shown(platform)),
    ]);
    rows
}
