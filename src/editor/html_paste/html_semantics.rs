//! The meaning of HTML elements: links, headings, blocks, text styles.

use super::html_node::HtmlNode;
use super::styled_char::{
    BOLD, CODE, ITALIC, MONOSPACE, PRESERVES_LINE_BREAKS, PRESERVES_SPACES, STRIKETHROUGH,
    SUBSCRIPT, SUPERSCRIPT, Styles, WHITE_SPACE,
};

/// Returns the URL of a link with an allowed scheme: http, https, mailto or tel.
pub(super) fn link_url(node: &HtmlNode) -> Option<String> {
    let href = node.attribute("href").filter(|_| node.name() == "a")?;
    let url: String = href.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    let is_allowed = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
    is_allowed.then_some(url)
}

/// Returns the level of a heading.
pub(super) fn heading_level(name: &str) -> Option<usize> {
    let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let index = names.iter().position(|heading| *heading == name)?;
    Some(index + 1)
}

/// Returns `true` for a list.
pub(super) fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu" | "dir")
}

/// Returns `true` for a block-level element, which starts a new line.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = "address article aside blockquote body caption center dd details dialog \
        dir div dl dt fieldset figcaption figure footer form header hgroup hr html legend li \
        listing main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul \
        xmp";
    heading_level(name).is_some()
        || (!name.is_empty() && BLOCKS.split(' ').any(|block| block == name))
}

/// Returns `true` for an element that is ignored in a paste, with its content.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "audio"
            | "canvas"
            | "col"
            | "colgroup"
            | "datalist"
            | "head"
            | "iframe"
            | "link"
            | "meta"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "script"
            | "style"
            | "svg"
            | "template"
            | "title"
            | "video"
    )
}

/// Returns the styles that an element has by its name.
pub(super) fn styles_of_name(name: &str, inherited: Styles) -> Styles {
    match name {
        "b" | "strong" => inherited | BOLD,
        "i" | "em" | "cite" | "dfn" | "var" => inherited | ITALIC,
        "s" | "del" | "strike" => inherited | STRIKETHROUGH,
        "code" | "kbd" | "samp" | "tt" => inherited | CODE,
        "sup" => inherited | SUPERSCRIPT,
        "sub" => inherited | SUBSCRIPT,
        "pre" | "listing" | "xmp" => inherited | MONOSPACE | WHITE_SPACE,
        "textarea" => inherited & !WHITE_SPACE | PRESERVES_LINE_BREAKS | PRESERVES_SPACES,
        _ => inherited,
    }
}
