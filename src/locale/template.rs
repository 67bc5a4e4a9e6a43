//! Placeholders and plural forms. A placeholder is a name in braces: `{name}`.

use std::fmt::{Display, Write};

/// Fills the placeholders of a template, each by its name.
pub fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (literal, from_name) = split_at_byte(rest, b'{');
        let (placeholder, remaining) = split_at_byte(from_name, b'}');
        text.push_str(literal);
        for (name, value) in values {
            if *name == placeholder {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "{value}");
            }
        }
        rest = remaining;
    }
    text
}

/// Fills a template whose only placeholder is `{name}`. Most templates have only this one, and the
/// call compiles to less code than [`fill`].
pub fn fill_name(template: &str, name: &str) -> String {
    fill(template, &[("name", &name)])
}

/// Fills a template whose only placeholder is `{count}`.
pub fn fill_count(template: &str, count: &dyn Display) -> String {
    fill(template, &[("count", count)])
}

/// Chooses the plural form for a count and fills its `{count}`.
pub fn fill_plural(one: &str, other: &str, count: u64) -> String {
    fill_count(plural(one, other, count), &count)
}

/// Returns the plural form for a count. English has the CLDR categories `one` and `other`.
pub const fn plural<'a>(one: &'a str, other: &'a str, count: u64) -> &'a str {
    match count {
        1 => one,
        _ => other,
    }
}

/// Returns the text before the first placeholder, for a template whose placeholder is filled by an element.
#[must_use]
pub const fn prefix(template: &str) -> &str {
    split_at_byte(template, b'{').0
}

/// Returns the text after the first placeholder.
#[must_use]
pub const fn suffix(template: &str) -> &str {
    split_at_byte(template, b'}').1
}

/// Returns the text between the first two placeholders.
#[must_use]
pub const fn separator(template: &str) -> &str {
    prefix(suffix(template))
}

/// Returns the text before and after the first occurrence of a byte. Without one, the second part
/// is empty.
const fn split_at_byte(text: &str, separator: u8) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == separator {
            let (before, from_separator) = text.split_at(index);
            return (before, from_separator.split_at(1).1);
        }
        index += 1;
    }
    (text, "")
}
