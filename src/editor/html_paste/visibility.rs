//! Text that a page has and does not show.

use super::{
    css::Css,
    html_node::HtmlNode,
    html_semantics::is_hidden,
    styled_char::{INVISIBLE, NO_SIZE, Styles},
};

/// Class names of text for screen readers, in common frameworks.
const CLIPPED_CLASSES: [&str; 7] = [
    "a-offscreen",
    "katex-mathml",
    "screen-reader-only",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
];

/// Returns `true` for an element that is hidden with its content.
pub(super) fn is_removed(html: &HtmlNode, css: &Css) -> bool {
    // Google Docs writes the box of a task as an image.
    let is_task_box = html.attribute("aria-roledescription") == Some("checkbox");
    is_hidden(html.name()) || css.is_hidden() || html.attribute("hidden").is_some() || is_task_box
}

/// Returns `true` for text or an image that is not shown. Blank text between elements counts as shown: it
/// separates words in inline blocks.
pub(super) fn is_unseen(html: &HtmlNode, styles: Styles) -> bool {
    match html {
        HtmlNode::Text(_) => styles & (INVISIBLE | NO_SIZE) != 0 && !html.is_blank_text(),
        HtmlNode::Element { .. } => styles & INVISIBLE != 0 && html.name() == "img",
    }
}

/// Returns the nodes without text that repeats, for screen readers, what their siblings show. Of the two
/// versions of a formula, the one in MathML is kept: the other one has the order of its layout.
pub(super) fn without_repeated_text(nodes: &[HtmlNode]) -> Vec<&HtmlNode> {
    let all = || nodes.iter();
    let (clipped, shown): (Vec<_>, Vec<_>) = all().partition(|node| is_clipped(node));
    let is_formula = clipped.iter().any(|node| contains_formula(node));
    let is_repeated = |node: &HtmlNode| match is_formula {
        true => node.attribute("aria-hidden") == Some("true"),
        false => is_clipped(node),
    };
    if clipped.is_empty() || !(is_formula || shown.iter().any(|node| has_text(node))) {
        return all().collect();
    }
    all().filter(|node| !is_repeated(node)).collect()
}

/// Returns `true` for an element that is clipped to a pixel or less.
fn is_clipped(node: &HtmlNode) -> bool {
    let class = node.attribute("class").unwrap_or_default();
    let is_known = |name| CLIPPED_CLASSES.contains(&name);
    class.split_whitespace().any(is_known)
        || node
            .attribute("style")
            .is_some_and(|style| Css::new(style).is_clipped())
}

fn contains_formula(node: &HtmlNode) -> bool {
    node.name() == "math" || node.children().iter().any(contains_formula)
}

/// Returns `true` if a node contains text that is not blank and not hidden.
fn has_text(node: &HtmlNode) -> bool {
    match node {
        HtmlNode::Text(text) => !text.trim().is_empty(),
        HtmlNode::Element { children, .. } => {
            let css = Css::new(node.attribute("style").unwrap_or_default());
            !is_removed(node, &css) && children.iter().any(has_text)
        }
    }
}
