//! Random dangerous URLs, some with an inserted character.

use proptest::{prelude::*, sample::select};

use crate::dangerous_urls::{SCRIPT_URL, dangerous_urls};

/// Returns the strategy for a dangerous URL, sometimes with an insertion at a random position.
pub fn random_url() -> BoxedStrategy<String> {
    let dangerous = select(dangerous_urls());
    let position = any::<prop::sample::Index>();
    let mutated = (dangerous.clone(), position, insertion());
    let mutated = mutated.prop_map(|(url, position, insertion)| {
        let mut chars: Vec<String> = url.chars().map(String::from).collect();
        chars.insert(position.index(chars.len() + 1), insertion);
        chars.concat()
    });
    prop_oneof![2 => Just(SCRIPT_URL.to_owned()), 2 => dangerous, 1 => mutated].boxed()
}

/// Returns the strategy for a control character, a space, a byte order mark, or a character from
/// U+200B to U+202E, which include zero-width characters and bidirectional controls.
pub fn invisible_char() -> impl Strategy<Value = char> {
    prop_oneof![
        prop::char::range('\0', ' '),
        prop::char::range('\u{7f}', '\u{a0}'),
        prop::char::range('\u{200b}', '\u{202e}'),
        Just('\u{feff}'),
    ]
}

fn insertion() -> impl Strategy<Value = String> {
    prop_oneof![
        invisible_char().prop_map(String::from),
        invisible_char().prop_map(|c| format!("&#{};", u32::from(c))),
        select(
            &[
                "&Tab;",
                "&NewLine;",
                "\\",
                "%09",
                "&amp;",
                "&ZeroWidthSpace;"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}
