//! The meaning of HTML elements: styles, links, headings, blocks.

use super::{
    html_node::HtmlNode,
    styled_char::{BOLD, CODE, ITALIC, STRIKETHROUGH, Styles},
};

/// Returns the styles of an element's content, given those of its parent.
pub(super) fn styles_of(node: &HtmlNode, inherited: Styles) -> Styles {
    let css = node.attribute("style").unwrap_or_default();
    let css = css.to_ascii_lowercase();
    let bold = css_property(&css, "font-weight").map(is_bold);
    let italic = css_property(&css, "font-style").map(|value| value.starts_with("italic"));
    let strikethrough = css_property(&css, "text-decoration")
        .or_else(|| css_property(&css, "text-decoration-line"))
        .filter(|value| value.contains("line-through"));
    let styles = inherited | styles_of_name(&node.name());
    let styles = override_style(styles, BOLD, bold);
    let styles = override_style(styles, ITALIC, italic);
    override_style(styles, STRIKETHROUGH, strikethrough.map(|_| true))
}

/// Returns the URL of a link with an allowed scheme: http, https, mailto or tel.
pub(super) fn link_url(node: &HtmlNode) -> Option<String> {
    let href = node.attribute("href").filter(|_| node.name() == "a")?;
    let url: String = href.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    let is_allowed = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
    is_allowed.then_some(url)
}

/// Returns `true` if a node has formatting that Markdown can express and plain text cannot.
pub(super) fn has_formatting(node: &HtmlNode) -> bool {
    let name = node.name();
    if is_hidden(&name) {
        return false;
    }
    let is_formatted = match name.as_str() {
        "hr" => true,
        "img" => is_not_blank(node.attribute("alt").unwrap_or_default()),
        "ul" | "ol" | "blockquote" | "pre" | "table" => is_not_blank(&node.text()),
        name => {
            let has_meaning = heading_level(name).is_some()
                || styles_of(node, 0) != 0
                || link_url(node).is_some();
            has_meaning && is_not_blank(&node.text())
        }
    };
    is_formatted || node.children().iter().any(has_formatting)
}

/// Returns the level of a heading.
pub(super) fn heading_level(name: &str) -> Option<usize> {
    let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let index = names.iter().position(|heading| *heading == name)?;
    Some(index + 1)
}

/// Returns `true` for a block-level element, which starts a new line.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = "address article aside blockquote body caption center dd details dialog \
        div dl dt fieldset figcaption figure footer form header hr html legend li main menu nav ol \
        p pre section summary table tbody td tfoot th thead tr ul";
    heading_level(name).is_some()
        || (!name.is_empty() && BLOCKS.split(' ').any(|block| block == name))
}

/// Returns `true` for an element that is never visible.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}

fn is_not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}

fn styles_of_name(name: &str) -> Styles {
    match name {
        "b" | "strong" => BOLD,
        "i" | "em" | "cite" | "dfn" | "var" => ITALIC,
        "s" | "del" | "strike" => STRIKETHROUGH,
        "code" | "kbd" | "samp" | "tt" => CODE,
        _ => 0,
    }
}

/// Sets or clears a style, if the CSS specifies it.
fn override_style(styles: Styles, style: Styles, specified: Option<bool>) -> Styles {
    match specified {
        None => styles,
        Some(true) => styles | style,
        Some(false) => styles & !style,
    }
}

/// Returns the value of a property in a `style` attribute.
fn css_property<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let mut declarations = css.split(';').filter_map(|pair| pair.split_once(':'));
    let (_, value) = declarations.find(|(property, _)| property.trim() == name)?;
    Some(value.trim())
}

/// Returns `true` for a bold `font-weight`, by name or by number: Word and Google Docs write
/// either.
fn is_bold(font_weight: &str) -> bool {
    font_weight.starts_with("bold") || font_weight.parse().is_ok_and(|weight: u32| weight >= 600)
}
