//! Parts of the text that are found without reading each line or character.

use open_ticket::editor::{Command, Selection, is_applied, utf16_len};
use proptest::prelude::*;
use std::ops::Range;

/// Reads text without quotes, lists and indentation line by line. Returns the line ranges of its
/// fenced blocks, fences included.
fn fenced_lines(lines: &[&str]) -> Vec<Range<usize>> {
    let run = |line: &str| {
        let symbol = line.chars().next().filter(|c| "`~".contains(*c))?;
        let rest = line.trim_start_matches(symbol);
        Some((symbol, line.len() - rest.len(), rest.to_owned()))
    };
    let (mut blocks, mut open) = (Vec::new(), None);
    for (index, line) in lines.iter().enumerate() {
        match (open, run(line)) {
            (None, Some((symbol, length, info)))
                if length >= 3 && (symbol == '~' || !info.contains('`')) =>
            {
                open = Some((index, symbol, length));
            }
            (Some((start, symbol, length)), Some((other, other_length, info)))
                if symbol == other && other_length >= length && info.trim().is_empty() =>
            {
                blocks.push(start..index + 1);
                open = None;
            }
            _ => {}
        }
    }
    blocks.extend(open.map(|(start, ..)| start..lines.len()));
    blocks
}

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("a".repeat(500)),
        Just("é".repeat(300)),
        Just("🎫".repeat(200)),
        Just("\n".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn a_caret_in_fenced_code_is_in_a_code_block(
        lines in prop::collection::vec(
            prop::sample::select(vec![
                "```", "````", "~~~", "~~~~ ", "```js", "``` a`b", "``", "`a` b", "a ``` b", "text", "",
            ]),
            1..12,
        ),
    ) {
        let blocks = fenced_lines(&lines);
        let text = lines.join("\n");
        let mut start = 0;
        for (index, line) in lines.iter().enumerate() {
            let selection = Selection::new(&text, start..start);
            let expected = blocks.iter().any(|block| block.contains(&index));
            let is_on = is_applied(Command::CodeBlock, &selection);
            prop_assert_eq!(is_on, expected, "line {} of {:?}", index, text);
            start += line.len() + 1;
        }
    }

    #[test]
    fn offsets_in_utf_16_are_converted_as_by_counting_each_character(
        text in text(), start in any::<prop::sample::Index>(), end in any::<prop::sample::Index>(),
    ) {
        let length = text.encode_utf16().count();
        prop_assert_eq!(utf16_len(&text), length);
        let (start, end) = (start.index(length + 2), end.index(length + 2));
        let (start, end) = (start.min(end), start.max(end));
        let to_bytes = |units: usize| {
            let mut count = 0;
            let chars = text.chars().take_while(|c| {
                count += c.len_utf16();
                count <= units
            });
            chars.map(char::len_utf8).sum::<usize>()
        };
        let selection = Selection::from_utf16(&text, start..end);
        let byte_start = to_bytes(start);
        prop_assert_eq!(selection.range().start, byte_start);
        // An end within a surrogate pair moves back to its start, counted from the start of the range.
        let units_before = text[..byte_start].encode_utf16().count();
        prop_assert_eq!(selection.range().end, to_bytes(units_before + end - start));
    }
}
