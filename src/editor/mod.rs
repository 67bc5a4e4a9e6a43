//! The editor's commands, keys and paste handling, as pure functions.
//!
//! Each function takes the text with a [`Selection`] and returns one [`Change`]. Applied with a
//! single `insertText`, a change is one undo step. Nothing in this module depends on a browser.
//!
//! The behaviour follows GitHub's and Discourse's editors:
//! - Most commands applied twice restore the text and the selection, unless a selected line had the
//!   format before. A table and some links are not restored.
//! - White space at the edges of a selection stays outside the delimiters: `**test **` is not bold.
//! - Without a selection, delimiters go around the word at the caret.
//! - Inline formats, headings and list items apply line by line; blank lines are skipped.
//!
//! ```
//! use open_ticket::editor::{Command, Selection, apply};
//!
//! let change = apply(Command::Bold, &Selection::new("so good ", 3..8));
//! assert_eq!((change.range, change.insert.as_str()), (3..7, "**good**"));
//! ```

mod applied_commands;
mod caret_format;
mod change;
mod code_block;
mod code_check;
mod code_fence;
mod code_spans;
mod command;
mod delimiter_positions;
mod duplicate_marker;
mod edits;
mod enter_key;
mod escape;
mod heading_command;
mod html_paste;
mod indent;
mod inline_check;
mod inline_code;
mod inline_format;
mod inline_parts;
mod line;
mod line_command;
mod line_context;
mod link_check;
mod link_command;
mod link_placeholder;
mod link_syntax;
mod list_command;
mod log_text;
mod parsed_line;
mod parsed_text;
mod paste_in_cell;
mod paste_markdown;
mod quote_command;
mod remove_link;
mod selection;
mod setext_heading;
mod stable_sort;
mod table_command;
mod table_from_spreadsheet;
mod table_lines;
mod toggle_format;
mod undo_history;
mod whole_blocks;
mod word;
mod write_table;

pub use applied_commands::{AppliedCommands, is_applied};
pub use change::Change;
pub use code_fence::fenced_code_block;
pub use command::{Command, apply};
pub use duplicate_marker::remove_duplicate_marker;
pub use enter_key::continue_markup;
pub use html_paste::{
    HtmlNode, MAX_HTML_DEPTH, MAX_HTML_NODES, html_to_markdown, parse_html, rich_text_to_markdown,
};
pub use indent::{indent, outdent};
pub use inline_code::is_in_code;
pub use line::line_count;
pub use link_command::paste_url;
pub use log_text::{is_log, is_long, may_be_log};
pub use paste_in_cell::is_in_cell;
pub use paste_markdown::{paste_lines, paste_markdown};
pub use selection::{Selection, utf16_len};
pub use table_from_spreadsheet::table_from_tsv;
pub use undo_history::{EditKind, UndoHistory};
