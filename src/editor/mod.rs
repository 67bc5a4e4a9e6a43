//! What the editor's buttons, keys and pastes do to a text, as pure functions.
//!
//! In goes a text with a selection ([`Selected`]), out comes one [`Change`]: whoever carries it
//! out with one `insertText` gives the person one step to undo. Nothing here knows a browser.
//!
//! The rules are those people know from GitHub and Discourse:
//! - A toggle pressed twice gives back the text and the selection, if it was off at first on
//!   every selected line.
//! - Blanks at the edges of a selection stay outside of the marks: `**test **` is no bold.
//! - Without a selection, marks go around the word that the caret touches.
//! - Marks, headings and list items are made line by line; blank lines are left out.
//!
//! ```
//! use open_ticket::editor::{Command, Selected, apply};
//!
//! let change = apply(Command::Bold, &Selected::new("so good ", 3..8));
//! assert_eq!((change.range, change.insert.as_str()), (3..7, "**good**"));
//! ```

mod again;
mod code;
mod edits;
mod enter;
mod fence;
mod indent;
mod line;
mod link;
mod marks;
mod paste;
mod prefix;
mod rich;
mod selected;
mod spans;
mod table;
mod word;

pub use again::mark_again;
pub use code::is_in_code;
pub use enter::enter;
pub use fence::fence_of_code;
pub use indent::{indent, outdent};
pub use link::paste_url;
pub use paste::{lines, paste_markdown};
pub use rich::{MAX_DEPTH, MAX_NODES, Pasted, markdown_of};
pub use selected::Selected;
pub use table::table_of_tsv;

use std::ops::Range;

use {line::Kind, marks::Mark};

/// Replace `range` by `insert`, then select `selection`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What goes, in bytes of the text as it was.
    pub range: Range<usize>,
    /// What comes in its place.
    pub insert: String,
    /// What is selected afterwards, in bytes of the new text.
    pub selection: Range<usize>,
}

/// A button of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `## ` before each line; off, a heading of any level goes.
    Heading,
    /// `**bold**`
    Bold,
    /// `*italic*`
    Italic,
    /// `~~strikethrough~~`
    Strikethrough,
    /// `` `code` ``; several lines become a [`Command::CodeBlock`].
    Code,
    /// `[text](url)` with `url` selected; a selected URL gets an empty text, with the caret in it.
    Link,
    /// `> ` before each line, blank ones included.
    Quote,
    /// `- ` before each line.
    BulletList,
    /// `1. `, `2. `, … before the lines, counted anew at each depth.
    NumberedList,
    /// `- [ ] ` before each line.
    TaskList,
    /// Fences around whole lines; off, the fences around them go.
    CodeBlock,
    /// A table of two columns and two rows below its head, whose first cell is selected; off, lines
    /// of cells with tabs between them.
    Table,
}

impl Command {
    /// All of them, in the order of a toolbar.
    pub const ALL: [Self; 12] = [
        Self::Heading,
        Self::Bold,
        Self::Italic,
        Self::Strikethrough,
        Self::Code,
        Self::Link,
        Self::Quote,
        Self::BulletList,
        Self::NumberedList,
        Self::TaskList,
        Self::CodeBlock,
        Self::Table,
    ];
}

impl Change {
    /// The text after the change.
    #[must_use]
    pub fn applied_to(&self, text: &str) -> String {
        let (before, after) = (&text[..self.range.start], &text[self.range.end..]);
        [before, &self.insert, after].concat()
    }
}

/// What a command does; a toggle that [is applied](is_applied) is taken back.
#[must_use]
pub fn apply(command: Command, at: &Selected) -> Change {
    match command {
        Command::Heading => prefix::heading(at),
        Command::Bold => marks::apply(&Mark::BOLD, at),
        Command::Italic => marks::apply(&Mark::ITALIC, at),
        Command::Strikethrough => marks::apply(&Mark::STRIKETHROUGH, at),
        Command::Code => code::apply(at),
        Command::Link => link::apply(at),
        Command::Quote => prefix::quote(at),
        Command::BulletList => prefix::list(Kind::Bullet, at),
        Command::NumberedList => prefix::list(Kind::Numbered(1), at),
        Command::TaskList => prefix::list(Kind::Task, at),
        Command::CodeBlock => fence::apply(at),
        Command::Table => table::apply(at),
    }
}

/// Whether a command holds for all that is selected, or for where the caret is: what
/// `aria-pressed` says.
#[must_use]
pub fn is_applied(command: Command, at: &Selected) -> bool {
    match command {
        Command::Heading => prefix::is_heading(at),
        Command::Bold => marks::is_applied(&Mark::BOLD, at),
        Command::Italic => marks::is_applied(&Mark::ITALIC, at),
        Command::Strikethrough => marks::is_applied(&Mark::STRIKETHROUGH, at),
        Command::Code => code::is_applied(at),
        Command::Link => link::around(at).is_some(),
        Command::Quote => prefix::is_quote(at),
        Command::BulletList => prefix::is_list(Kind::Bullet, at),
        Command::NumberedList => prefix::is_list(Kind::Numbered(1), at),
        Command::TaskList => prefix::is_list(Kind::Task, at),
        Command::CodeBlock => fence::around(at).is_some(),
        Command::Table => table::around(at).is_some(),
    }
}
