//! Creates the parser with the extensions that an installation allows.

use crate::rules::Markdown;
use pulldown_cmark::{Options, Parser};

/// Creates a parser with the allowed extensions.
pub(super) fn new_parser(text: &str, allowed: Markdown) -> Parser<'_> {
    Parser::new_ext(text, options(allowed))
}

/// Returns the parser's options. They are listed one by one, since the full set includes heading
/// attributes (`# a {onclick=…}`), footnotes (with ids chosen by the author) and metadata (text
/// that disappears).
fn options(allowed: Markdown) -> Options {
    let mut options = Options::empty();
    options.set(Options::ENABLE_TABLES, allowed.tables);
    options.set(Options::ENABLE_STRIKETHROUGH, allowed.strikethrough);
    options.set(Options::ENABLE_TASKLISTS, allowed.task_lists);
    options
}
