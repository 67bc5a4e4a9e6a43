//! The help dialog: the source and the result of each formatting, and all shortcuts.

use super::keyboard::{KeyboardKind, key_bindings};
use super::preview_nodes::PreviewNodes;
use super::toolbar_buttons::COMMANDS;
use crate::editor::Command;
use crate::locale::strings;
use crate::markdown::Reader;
use crate::markdown::render::RenderOptions;
use crate::rules::Markdown;
use crate::ui::dom::{El, button, el};
use crate::ui::text;
use web_sys::HtmlDialogElement;

const HEADING_ID: &str = "open-ticket-help";

/// Number of children before the examples are added: the head and the shortcuts.
const CHILDREN_WITHOUT_EXAMPLES: u32 = 2;

/// Creates the dialog. Its shortcuts are hidden on touch screens. Its examples are added when it is
/// opened: before that, selectors for the message's own formatting would match them.
pub fn help_dialog(keyboard: KeyboardKind) -> El {
    let dialog = el("dialog")
        .class("help-dialog")
        .attr("aria-labelledby", HEADING_ID)
        .attr("closedby", "any");
    let node: HtmlDialogElement = dialog.cast();
    let close = button("button subtle", strings::SHORTCUTS_CLOSE, move |_| {
        node.close()
    });
    let heading = el("h2").attr("id", HEADING_ID).child(strings::HELP_HEADING);
    let head = el("div").class("head").child(heading).child(close);
    let shortcuts = el("div")
        .class("shortcuts")
        .child(el("h3").child(strings::SHORTCUTS_HEADING))
        .child(shortcuts_table(keyboard));
    dialog.child(head).child(shortcuts)
}

/// Opens the dialog. The browser restores the focus when it closes.
pub fn open_help(dialog: &HtmlDialogElement, markdown_rules: Markdown) {
    let shortcuts = dialog.last_element_child();
    if dialog.child_element_count() == CHILDREN_WITHOUT_EXAMPLES {
        let examples = formatting_table(markdown_rules);
        let _ = dialog.insert_before(examples.node(), shortcuts.as_deref());
    }
    let _ = dialog.show_modal();
}

/// Creates the table of formatting. Its examples are rendered like the preview.
fn formatting_table(markdown_rules: Markdown) -> El {
    let heading = |text: &str| el("th").attr("scope", "col").child(text);
    let head = el("tr")
        .child(heading(strings::HELP_TYPED))
        .child(heading(strings::HELP_RESULT));
    let mut nodes = PreviewNodes::new();
    let rows = COMMANDS.iter().filter_map(|command| {
        let source = example(command.command, markdown_rules)?;
        let mut reader = Reader::new(markdown_rules);
        reader.read(&source);
        let options = RenderOptions {
            attached_files: &[],
            line_breaks: markdown_rules.line_breaks,
        };
        let result = el("td").class("blocks");
        for block in &reader.document().blocks {
            if let Some(node) = nodes.create(&options.render_block(block)) {
                let _ = result.node().append_child(&node);
            }
        }
        // A long address breaks after its slashes.
        let break_at = source.find("//").map_or(0, |slashes| slashes + 2);
        let (start, rest) = source.split_at(break_at);
        let code = el("code").attr("dir", "ltr").child(start);
        let code = code.child(el("wbr")).child(rest);
        let source = el("td").child(code);
        Some(el("tr").child(source).child(result))
    });
    el("table")
        .class("formatting")
        .child(el("thead").child(head))
        .child(el("tbody").attr("translate", "no").children(rows))
}

/// Returns an example of a command's formatting, with its label as the text; `None` if the
/// installation does not render it.
fn example(command: Command, rules: Markdown) -> Option<String> {
    let (before, after) = match command {
        Command::Heading => ("# ", ""),
        Command::Bold => ("**", "**"),
        Command::Italic => ("*", "*"),
        Command::Strikethrough if rules.strikethrough => ("~~", "~~"),
        Command::BulletList => ("- ", ""),
        Command::NumberedList => ("1. ", ""),
        Command::TaskList if rules.task_lists => ("- [ ] ", ""),
        Command::Quote => ("> ", ""),
        Command::Link => ("[", "](https://example.com)"),
        Command::Code => ("`", "`"),
        Command::CodeBlock => ("```\n", "\n```"),
        // A table's source is as long as all others together; the toolbar inserts one.
        Command::Table | Command::Strikethrough | Command::TaskList => return None,
    };
    Some([before, text::command_label(command), after].concat())
}

/// Creates the table of shortcuts.
fn shortcuts_table(keyboard: KeyboardKind) -> El {
    let row = |(action, shortcut): (&'static str, String)| {
        el("tr")
            .child(el("th").attr("scope", "row").child(action))
            .child(el("td").child(el("kbd").attr("dir", "ltr").child(shortcut)))
    };
    el("table").child(el("tbody").children(rows(keyboard).into_iter().map(row)))
}

/// Returns the label and the shortcut of each action.
fn rows(keyboard: KeyboardKind) -> Vec<(&'static str, String)> {
    let commands = COMMANDS.iter().map(|command| {
        let shortcut = command.shortcut.display(keyboard);
        (text::command_label(command.command), shortcut)
    });
    let mut rows: Vec<_> = commands.collect();
    let preview = key_bindings::TOGGLE_PREVIEW.map(|shortcut| shortcut.display(keyboard));
    rows.extend([
        (
            strings::SHORTCUTS_CONTINUE_LIST,
            key_bindings::CONTINUE_LIST.display(keyboard),
        ),
        (
            strings::SHORTCUTS_INDENT,
            key_bindings::INDENT.display(keyboard),
        ),
        (
            strings::SHORTCUTS_OUTDENT,
            key_bindings::OUTDENT.display(keyboard),
        ),
        (
            strings::SHORTCUTS_PASTE_PLAIN,
            key_bindings::PASTE_PLAIN.display(keyboard),
        ),
        (
            strings::SHORTCUTS_PREVIEW,
            preview.join(text::SHORTCUT_SEPARATOR),
        ),
        (
            strings::SHORTCUTS_TOOLBAR,
            key_bindings::FOCUS_TOOLBAR.display(keyboard),
        ),
        (
            strings::SHORTCUTS_SEND,
            key_bindings::SUBMIT.display(keyboard),
        ),
    ]);
    rows
}
