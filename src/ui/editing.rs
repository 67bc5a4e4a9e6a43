//! What the message's editor says, in English. [`words`](super::words) passes it on.

use crate::editor::Command;

/// The name of a command.
pub const fn command(command: Command) -> &'static str {
    match command {
        Command::Heading => "Heading",
        Command::Bold => "Bold",
        Command::Italic => "Italic",
        Command::Strikethrough => "Strikethrough",
        Command::Code => "Code",
        Command::Link => "Link",
        Command::Quote => "Quote",
        Command::BulletList => "Bulleted list",
        Command::NumberedList => "Numbered list",
        Command::TaskList => "Task list",
        Command::CodeBlock => "Code block",
        Command::Table => "Table",
    }
}

/// The name of a button, with its keys.
pub fn tool(of: Command, keys: &str) -> String {
    format!("{} ({keys})", command(of))
}

/// The name of a view, by its own.
pub fn view(name: &str) -> &'static str {
    match name {
        "write" => "Write",
        "preview" => super::words::PREVIEW,
        _ => "Side by side",
    }
}

/// How much of the message's limit is used.
pub fn length(length: usize, limit: usize) -> String {
    match length.checked_sub(limit) {
        None | Some(0) => format!("{} of {} characters", grouped(length), grouped(limit)),
        Some(1) => "1 character too many".into(),
        Some(over) => format!("{} characters too many", grouped(over)),
    }
}

/// What was pasted, when it is long.
pub fn long_paste(lines: usize) -> String {
    format!("You pasted {} lines.", grouped(lines))
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

/// Names the tabs of the views.
pub const VIEWS: &str = "View";
/// Names the toolbar.
pub const FORMATTING: &str = "Formatting";
/// For those who do not see the toolbar.
pub const TOOLS_AT: &str = ". Alt+F10 leads to the toolbar";
/// Names the list of keys, and the button that shows it.
pub const HELP: &str = "Keyboard shortcuts";
/// Closes it.
pub const CLOSE: &str = "Close";
/// Between two ways to press the same.
pub const OR: &str = " or ";
/// What a key does in a list.
pub const KEY_GO_ON: &str = "Next item of a list, or its end";
/// What a key does with a selection.
pub const KEY_INDENT: &str = "Indent what is selected";
/// The other way.
pub const KEY_OUTDENT: &str = "Move it out again";
/// What a key does instead of pasting.
pub const KEY_PLAIN: &str = "Paste without formatting";
/// What a key does with the view.
pub const KEY_PREVIEW: &str = "Preview, and back to writing";
/// Where a key leads.
pub const KEY_TOOLS: &str = "To the toolbar; Esc leads back";
/// What a key does with the ticket.
pub const KEY_SEND: &str = "Send";
/// Makes a file of what was pasted.
pub const MAKE_FILE: &str = "Make it a file instead";
/// Lets it be.
pub const KEEP_TEXT: &str = "Keep it as text";
