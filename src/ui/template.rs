//! Sentences with places for what is known later only. A place is a name in braces: `{name}`.

use std::fmt::{Display, Write};

/// A sentence with its places filled, each by its name.
pub fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut pieces = template.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        for (_, value) in values.iter().filter(|(known, _)| *known == name) {
            // A string takes all that is written into it.
            let _ = write!(text, "{value}");
        }
        text.push_str(rest);
    }
    text
}

/// What stands before a sentence's first place, where that is an element of its own.
pub const fn before(template: &str) -> &str {
    template.split_at(index_of(template, b'{')).0
}

/// What stands behind it.
pub const fn behind(template: &str) -> &str {
    let end = index_of(template, b'}');
    let end = if end == template.len() { end } else { end + 1 };
    template.split_at(end).1
}

/// What stands between the first two.
pub const fn between(template: &str) -> &str {
    before(behind(template))
}

const fn index_of(template: &str, byte: u8) -> usize {
    let bytes = template.as_bytes();
    let mut index = 0;
    while index < bytes.len() && bytes[index] != byte {
        index += 1;
    }
    index
}
