//! Invisible characters, characters that are unsafe in a line, and terminal escape sequences.

use open_ticket::rules::FieldKind;
use open_ticket::ticket::{
    CustomFieldAnswers, EmailAddress, FieldId, FileName, InvalidText, Message, MessageFormat, Name,
    Subject, Violation, is_blank, is_invisible, is_unsafe_in_line, to_single_line, trim_invisible,
    without_controls,
};
use proptest::prelude::*;

use crate::fixtures::{custom_field, rules};

/// Default_Ignorable_Code_Point of Unicode 17.0, DerivedCoreProperties.txt.
const DEFAULT_IGNORABLE: [(u32, u32); 17] = [
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
];

fn invisible() -> impl Iterator<Item = char> {
    let ignorable = DEFAULT_IGNORABLE
        .iter()
        .flat_map(|(first, last)| *first..=*last);
    let controls = (0..=0x20).chain(0x7F..=0xA0);
    let others = [
        0x2000, 0x2028, 0x2029, 0x202F, 0x205F, 0x2800, 0x3000, 0xFFF9,
    ];
    ignorable
        .chain(controls)
        .chain(others)
        .filter_map(char::from_u32)
}

#[test]
fn no_field_is_filled_in_by_an_invisible_character() {
    let required = |kind| open_ticket::rules::CustomField {
        required: true,
        ..custom_field(1, kind)
    };
    let kinds = [
        FieldKind::Text,
        FieldKind::TextArea,
        FieldKind::Link,
        FieldKind::Password,
    ];
    for c in invisible() {
        for text in [c.to_string(), format!(" {c}\u{200b}{c}")] {
            assert!(is_blank(&text), "{text:?}");
            assert_eq!(Subject::parse(&text), Err(InvalidText::Blank), "{text:?}");
            assert_eq!(Name::parse(&text), Err(InvalidText::Blank), "{text:?}");
            for format in [MessageFormat::Plain, MessageFormat::Markdown] {
                let message = Message::parse(&text, format);
                assert_eq!(message, Err(InvalidText::Blank), "{text:?}");
            }
            let email = rules().limits.validate_email(&text);
            assert_eq!(email, Some(Violation::Missing), "{text:?}");
            for kind in kinds.clone() {
                let missing = required(kind).validate(&text);
                assert_eq!(missing, Some(Violation::Missing), "{text:?}");
            }
        }
        assert!(
            EmailAddress::parse(&format!("a{c}b@example.com")).is_err(),
            "{c:?}"
        );
        assert!(
            EmailAddress::parse(&format!("ab@ex{c}ample.com")).is_err(),
            "{c:?}"
        );
    }
}

#[test]
fn a_visible_character_fills_in_a_field() {
    for text in [
        "a",
        ".",
        "é",
        "字",
        "ㄱ",
        "🎫",
        "👩‍👩‍👧",
        "☑\u{fe0f}",
        "⠁",
        "سلام",
        "می‌خواهم",
    ] {
        assert!(!is_blank(text), "{text}");
        assert!(
            Subject::parse(text).is_ok() && Name::parse(text).is_ok(),
            "{text}"
        );
        assert_eq!(Message::markdown(text).unwrap().as_str(), text);
    }
}

/// One rule for the subject, the name, single-line answers and the names of files.
#[test]
fn unsafe_characters_are_refused_in_every_line() {
    let mut count = 0;
    for c in (0..=0x10_FFFF)
        .filter_map(char::from_u32)
        .filter(|c| is_unsafe_in_line(*c))
    {
        count += 1;
        let text = format!("Invoice {c}fdp.exe");
        assert_eq!(
            Subject::parse(&text),
            Err(InvalidText::ControlCharacter),
            "{c:?}"
        );
        assert_eq!(
            Name::parse(&text),
            Err(InvalidText::ControlCharacter),
            "{c:?}"
        );
        assert!(FileName::parse(&text).is_err(), "{c:?}");
        let field = custom_field(1, FieldKind::Text);
        assert_eq!(
            field.validate(&text),
            Some(Violation::ControlCharacter),
            "{c:?}"
        );
        let url = format!("https://example.com/{c}x");
        let field = custom_field(1, FieldKind::Link);
        assert_eq!(field.validate(&url), Some(Violation::InvalidUrl), "{c:?}");
    }
    // 65 control characters, 2 separators, 12 bidirectional characters.
    assert_eq!(count, 79);
}

#[test]
fn pasted_text_becomes_a_single_line() {
    for (pasted, line) in [
        ("Invoice \u{202e}fdp.exe", "Invoice fdp.exe"),
        ("one\u{2028}two\u{2029}three", "one two three"),
        ("one\r\ntwo\nthree\rfour\tfive", "one two three four five"),
        ("a\0b\u{7f}c\u{9b}d", "abcd"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("plain", "plain"),
    ] {
        assert_eq!(to_single_line(pasted), line, "{pasted:?}");
    }
}

#[test]
fn invisible_characters_at_the_ends_of_a_line_are_removed() {
    for c in invisible() {
        let text = format!("{c} {c}web-1.example.com{c} {c}");
        assert_eq!(trim_invisible(&text), "web-1.example.com", "{text:?}");
        if !is_unsafe_in_line(c) {
            assert_eq!(Subject::parse(&text).unwrap().as_str(), "web-1.example.com");
            assert_eq!(Name::parse(&text).unwrap().as_str(), "web-1.example.com");
        }
        for kind in [FieldKind::Text, FieldKind::Link, FieldKind::Password] {
            assert_eq!(custom_field(1, kind).trim(&text), "web-1.example.com");
        }
        for kind in [
            FieldKind::TextArea,
            FieldKind::TickBox,
            FieldKind::DropDown(vec![text.clone()]),
        ] {
            assert_eq!(custom_field(1, kind).trim(&text), text);
        }
    }
}

/// Without its modifiers, the last character would look different.
#[test]
fn modifiers_of_the_last_visible_character_are_kept() {
    for text in [
        "I ❤\u{fe0f}",
        "flag 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "葛\u{e0100}",
        "ه\u{200d}",
        "ᠠ\u{180b}",
    ] {
        assert_eq!(trim_invisible(&format!("\u{feff} {text} \u{200b}")), text);
        assert_eq!(Subject::parse(text).unwrap().as_str(), text);
    }
    assert_eq!(trim_invisible("web-1\u{fe0f}\u{200d}"), "web-1");
}

/// Users cannot see escape sequences in a log that they copied from a terminal.
#[test]
fn terminal_escape_sequences_are_removed_from_messages_and_answers() {
    for (text, clean) in [
        ("\u{1b}[31;1mfailed\u{1b}[0m", "failed"),
        ("\u{9b}31mfailed\u{9b}m", "failed"),
        ("\u{1b}[?25l\u{1b}[2Jscreen", "screen"),
        ("\u{1b}]0;title\u{7}text", "text"),
        (
            "\u{1b}]8;;https://example.com\u{1b}\\link\u{1b}]8;;\u{1b}\\",
            "link",
        ),
        ("\u{1b}(Btext", "text"),
        ("\u{1b}7a\u{1b}8b\u{1b}=c\u{1b}>d\u{1b}Me\u{1b}cf", "abcdef"),
        (
            "N\u{8}NA\u{8}AM\u{8}ME\u{8}E _\u{8}u_\u{8}n c\u{8}_ö\u{8}ö",
            "NAME un cö",
        ),
        ("\u{8}a\n\u{8}_b\u{8}", "a\n_b"),
        ("\u{1b}]0;not ended\nmore", "]0;not ended\nmore"),
        ("\u{1b}[31", "[31"),
        ("\u{1b}", ""),
        ("\u{1b}\u{1b}[31m[31mx", "[31mx"),
        ("a\0b\u{8}c", "abc"),
        ("a\u{b}b\u{c}c\u{85}d", "a\nb\nc\nd"),
        ("a\tb\r\nc\n", "a\tb\r\nc\n"),
        ("a\u{2028}b\u{202e}c", "a\u{2028}b\u{202e}c"),
    ] {
        assert_eq!(without_controls(text), clean, "{text:?}");
        let message = format!("x{text}");
        let parsed = Message::parse(&message, MessageFormat::Plain).unwrap();
        assert_eq!(parsed.as_str(), format!("x{clean}"));
        let id = FieldId::new(1).unwrap();
        let answers: CustomFieldAnswers = [(id, text)].into_iter().collect();
        assert_eq!(answers.get(id), Some(clean));
    }
}

proptest! {
    /// The reference is regex-syntax, which has its own Unicode tables.
    #[test]
    fn default_ignorable_characters_are_those_of_unicode(text in "\\p{Default_Ignorable_Code_Point}{1,20}") {
        prop_assert!(is_blank(&text), "{:?}", text);
    }

    #[test]
    fn letters_digits_punctuation_and_symbols_are_visible(
        text in "[\\p{L}\\p{N}\\p{P}\\p{S}--\\p{Default_Ignorable_Code_Point}--\u{2800}--\u{1d159}]",
    ) {
        // The blank characters of Egyptian hieroglyphs are letters.
        prop_assume!(!matches!(text.as_str(), "\u{13441}" | "\u{13442}"));
        prop_assert!(!is_blank(&text), "{:?}", text);
    }

    #[test]
    fn trimming_keeps_everything_from_the_first_to_the_last_visible_character(text in any::<String>()) {
        let trimmed = trim_invisible(&text);
        let visible = text.trim_matches(is_invisible);
        prop_assert!(trimmed.starts_with(visible) && text.contains(trimmed), "{:?}", text);
        prop_assert!(trimmed[visible.len()..].chars().all(|c| is_invisible(c) && !c.is_whitespace()));
        prop_assert_eq!(trim_invisible(trimmed), trimmed);
        prop_assert_eq!(trimmed.is_empty(), is_blank(&text));
    }

    #[test]
    fn no_control_character_remains(text in "(?s)[\u{1b}\u{9b}\\[\\]0-9;m\u{7}\n\t\0x\u{85}]{0,20}") {
        let clean = without_controls(&text).into_owned();
        let is_kept = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
        prop_assert!(clean.chars().all(is_kept), "{:?}", clean);
        prop_assert_eq!(without_controls(&clean), clean.as_str());
        prop_assert!(!to_single_line(&text).contains(is_unsafe_in_line));
    }
}
