//! What the elements of rich text mean.

use super::Pasted;

/// How a part of a line looks: any of the following.
pub(super) type Marks = u8;

pub(super) const BOLD: Marks = 1;
pub(super) const ITALIC: Marks = 2;
pub(super) const STRUCK: Marks = 4;
pub(super) const CODE: Marks = 8;
/// Italic that is written with underscores.
pub(super) const UNDERSCORED: Marks = 16;

/// How an element's content looks, if what is around it looks like this.
pub(super) fn marks(node: &Pasted, around: Marks) -> Marks {
    let css = node.attribute("style").unwrap_or_default();
    let css = css.to_ascii_lowercase();
    let named = around | named(&node.name());
    let bold = property(&css, "font-weight").map(is_bold);
    let italic = property(&css, "font-style").map(|value| value.starts_with("italic"));
    let struck = property(&css, "text-decoration")
        .or_else(|| property(&css, "text-decoration-line"))
        .filter(|value| value.contains("line-through"));
    let styled = with(with(named, BOLD, bold), ITALIC, italic);
    with(styled, STRUCK, struck.map(|_| true))
}

/// Where a link leads, if that is the web, a mailbox or a telephone.
pub(super) fn address(node: &Pasted) -> Option<String> {
    let href = node.attribute("href").filter(|_| node.name() == "a")?;
    let clean: String = href.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = clean.split_once(':')?.0.to_ascii_lowercase();
    let allowed = ["http", "https", "mailto", "tel"].contains(&scheme.as_str());
    allowed.then_some(clean)
}

/// Whether Markdown can say more of a node than plain text.
pub(super) fn is_rich(node: &Pasted) -> bool {
    let name = node.name();
    if is_nothing(&name) {
        return false;
    }
    let alone = match name.as_str() {
        "hr" => true,
        "img" => is_said(node.attribute("alt").unwrap_or_default()),
        "ul" | "ol" | "blockquote" | "pre" | "table" => is_said(&node.text()),
        name => {
            let says = heading(name).is_some() || marks(node, 0) != 0 || address(node).is_some();
            says && is_said(&node.text())
        }
    };
    alone || node.children().iter().any(is_rich)
}

/// The level of a heading.
pub(super) fn heading(name: &str) -> Option<usize> {
    let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let at = names.iter().position(|heading| *heading == name)?;
    Some(at + 1)
}

/// Whether an element begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = "address article aside blockquote body caption center dd details dialog \
        div dl dt fieldset figcaption figure footer form header hr html legend li main menu nav ol \
        p pre section summary table tbody td tfoot th thead tr ul";
    heading(name).is_some() || (!name.is_empty() && BLOCKS.split(' ').any(|block| block == name))
}

/// Whether nobody sees an element.
pub(super) fn is_nothing(name: &str) -> bool {
    matches!(
        name,
        "head" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn named(name: &str) -> Marks {
    match name {
        "b" | "strong" => BOLD,
        "i" | "em" | "cite" | "dfn" | "var" => ITALIC,
        "s" | "del" | "strike" => STRUCK,
        "code" | "kbd" | "samp" | "tt" => CODE,
        _ => 0,
    }
}

/// The marks with one set as the style says, if it says so.
fn with(marks: Marks, mark: Marks, says: Option<bool>) -> Marks {
    match says {
        None => marks,
        Some(true) => marks | mark,
        Some(false) => marks & !mark,
    }
}

/// The value of a property in a `style`.
fn property<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = css.split(';').filter_map(|pair| pair.split_once(':'));
    let (_, value) = pairs.find(|(key, _)| key.trim() == name)?;
    Some(value.trim())
}

/// By name or by number, as Word and Google Docs write it.
fn is_bold(weight: &str) -> bool {
    weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u32| weight >= 600)
}
