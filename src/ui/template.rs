//! Sentences with places for what is known later only. A place is a name in braces: `{name}`.

use std::fmt::{Display, Write};

/// A sentence with its places filled, each by its name.
pub fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (before, behind) = cut(rest, b'{');
        let (name, behind) = cut(behind, b'}');
        text.push_str(before);
        for (known, value) in values {
            if *known == name {
                // A string takes all that is written into it.
                let _ = write!(text, "{value}");
            }
        }
        rest = behind;
    }
    text
}

/// A sentence of which a name is all that is filled in: so are most, and a call weighs less.
pub fn named(template: &str, name: &str) -> String {
    fill(template, &[("name", &name)])
}

/// A sentence of which a count is all that is filled in.
pub fn counted(template: &str, count: &dyn Display) -> String {
    fill(template, &[("count", count)])
}

/// What stands before a sentence's first place, where that is an element of its own.
pub const fn before(template: &str) -> &str {
    cut(template, b'{').0
}

/// What stands behind it.
pub const fn behind(template: &str) -> &str {
    cut(template, b'}').1
}

/// What stands between the first two.
pub const fn between(template: &str) -> &str {
    before(behind(template))
}

/// What stands before and behind the first of these bytes.
const fn cut(text: &str, at: u8) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == at {
            let (before, behind) = text.split_at(index);
            return (before, behind.split_at(1).1);
        }
        index += 1;
    }
    (text, "")
}
