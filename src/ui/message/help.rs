//! All keys, in a dialog of the browser's own.

use super::super::words;
use super::Editor;
use super::keys::Platform;
use super::shortcuts::{GO_ON, INDENT, PLAIN, PREVIEW, SEND, TO_TOOLS};
use super::tools::TOOLS;
use leptos::prelude::*;

const HEADING: &str = "open-ticket-keys";

impl Editor {
    /// Shows all keys. Closed, the browser brings the focus back.
    pub fn show_help(self) {
        if let Some(dialog) = self.help.get_untracked() {
            let _ = dialog.show_modal();
        }
    }
}

/// The dialog that lists all keys.
#[component]
pub fn Help(
    /// Whose keys.
    editor: Editor,
) -> impl IntoView {
    let close = move |_| {
        if let Some(dialog) = editor.help.get_untracked() {
            dialog.close();
        }
    };
    let row = |(what, keys): (&'static str, String)| {
        view! { class="ot",
            <tr>
                <th scope="row">{what}</th>
                <td>
                    <kbd>{keys}</kbd>
                </td>
            </tr>
        }
    };
    view! { class="ot",
        <dialog class="keys" aria-labelledby=HEADING closedby="any" node_ref=editor.help>
            <div class="head">
                <h2 id=HEADING>{words::HELP}</h2>
                <button type="button" class="button quiet" on:click=close>
                    {words::CLOSE}
                </button>
            </div>
            <table>
                <tbody>{rows(editor.platform).into_iter().map(row).collect_view()}</tbody>
            </table>
        </dialog>
    }
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
