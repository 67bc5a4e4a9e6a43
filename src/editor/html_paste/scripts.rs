//! Superscripts and subscripts, for which Markdown has no syntax.

use super::{
    styled_char::{SUBSCRIPT, SUPERSCRIPT},
    styled_node::Node,
};

/// Maximum number of characters of a script.
const MAX_CHARS: usize = 20;

const PLAIN: &str = "0123456789+-−=()ni";
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ";
/// There are no subscripts of `n` and `i` in most fonts.
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";

/// Returns the text of a superscript or subscript after `previous`: in Unicode's characters, as in `10⁶`,
/// or after a sign, as in `e^x` and `V_max`. `None` for ordinals such as `1st`, footnotes in brackets and
/// longer text, which stay as they are.
pub(super) fn script_text(node: &Node, previous: Option<char>) -> Option<String> {
    let mut text = String::new();
    add_text(node, &mut text);
    let text = text.trim();
    if text.is_empty() || node.has_block || text.chars().count() > MAX_CHARS {
        return None;
    }
    let is_superscript = node.styles & SUPERSCRIPT != 0;
    let (scripts, sign) = if is_superscript {
        (SUPERSCRIPTS, '^')
    } else {
        (SUBSCRIPTS, '_')
    };
    let script = |c| {
        let index = PLAIN.chars().position(|plain| plain == c)?;
        scripts.chars().nth(index)
    };
    if let Some(scripts) = text.chars().map(script).collect() {
        return Some(scripts);
    }
    let previous = previous.filter(|c| c.is_alphanumeric() || ")]}".contains(*c))?;
    let is_word = text.chars().all(char::is_alphanumeric);
    let is_term = |c: char| c.is_alphanumeric() || "+-−=*/.,() ".contains(c);
    if is_word && is_superscript && previous.is_ascii_digit() {
        return None;
    }
    match is_word {
        true => Some(format!("{sign}{text}")),
        false => text.chars().all(is_term).then(|| format!("{sign}({text})")),
    }
}

/// Returns `true` for a node whose text is a script.
pub(super) const fn is_script(node: &Node) -> bool {
    node.styles & (SUPERSCRIPT | SUBSCRIPT) != 0
}

fn add_text(node: &Node, text: &mut String) {
    text.push_str(node.text);
    node.children.iter().for_each(|child| add_text(child, text));
}
