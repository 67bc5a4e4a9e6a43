//! File names: validation, sanitizing, display and sort order.

use std::{env, fs, path::Path};

use open_ticket::ticket::{Attachment, FileName, InvalidFileName, escape_for_display, natural_cmp};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn a_valid_name_is_not_changed() {
    for name in [
        "a",
        "Zürich 🎫.txt",
        ".hidden",
        "a.tar.gz",
        "<b>.png",
        "& calc.txt",
        "e\u{301}",
    ] {
        assert_eq!(FileName::parse(name).unwrap().as_str(), name);
        assert_eq!(FileName::sanitized(name).as_str(), name);
    }
}

#[test]
fn a_path_is_not_a_name() {
    for path in [
        "/etc/passwd",
        "../a",
        "a/b",
        "C:\\a.txt",
        "\\\\server\\share",
        "/",
    ] {
        assert_eq!(
            FileName::parse(path),
            Err(InvalidFileName::PathSeparator),
            "{path}"
        );
    }
}

#[test]
fn control_and_bidirectional_characters_are_refused_and_sanitized() {
    for c in
        "\0\t\r\n\u{1b}\u{7f}\u{85}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2028}\u{2066}\u{2069}"
            .chars()
    {
        let name = format!("a{c}b.txt");
        assert_eq!(
            FileName::parse(&name),
            Err(InvalidFileName::ControlCharacter),
            "{name:?}"
        );
        assert_eq!(FileName::sanitized(&name).as_str(), "ab.txt");
    }
}

#[test]
fn a_device_name_of_windows_is_refused_with_any_extension() {
    for (name, safe) in [
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("NUL.tar.gz", "_NUL.tar.gz"),
        ("aux .txt", "_aux .txt"),
        ("com1.log", "_com1.log"),
        ("Lpt9", "_Lpt9"),
        ("COM¹", "_COM¹"),
        ("CONIN$", "_CONIN$"),
    ] {
        assert_eq!(
            FileName::parse(name),
            Err(InvalidFileName::ReservedName),
            "{name}"
        );
        assert_eq!(FileName::sanitized(name).as_str(), safe);
    }
    for name in [
        "console.log",
        "com0.txt",
        "com10",
        "comÜ",
        "nul-1.txt",
        "a.con",
    ] {
        assert!(FileName::parse(name).is_ok(), "{name}");
    }
    assert_eq!(FileName::sanitized("../nul.txt").as_str(), "_nul.txt");
}

#[test]
fn an_added_extension_is_kept_when_the_name_is_truncated() {
    let with = |name: &str| FileName::parse(name).unwrap().with_extension("png");
    assert_eq!(with("image").as_str(), "image.png");
    assert_eq!(with("image.").as_str(), "image.png");
    assert_eq!(
        with(&"ü".repeat(127)).as_str(),
        format!("{}.png", "ü".repeat(125))
    );
}

#[test]
fn unsafe_characters_are_displayed_as_their_code_points() {
    assert_eq!(escape_for_display("Zürich 🎫.txt"), "Zürich 🎫.txt");
    assert_eq!(
        escape_for_display("invoice_\u{202e}fdp.exe"),
        "invoice_[U+202E]fdp.exe"
    );
    assert_eq!(escape_for_display("a\0\n/b"), "a[U+0000][U+000A]/b");
    assert_eq!(escape_for_display(&"a".repeat(1_000)).chars().count(), 301);
}

#[test]
fn names_are_sorted_in_natural_order() {
    let sorted = [
        "a/2.txt",
        "a/b/1.txt",
        "a/b.txt",
        "a 1.txt",
        "page 1",
        "Page 2",
        "page 02",
        "page 10",
        "page 18446744073709551616",
        "page 18446744073709551617",
        "Übrige",
        "übrige 2",
    ];
    let mut names = sorted;
    names.reverse();
    names.sort_by(|a, b| natural_cmp(a, b));
    assert_eq!(names, sorted);
}

#[test]
fn dots_and_spaces_alone_are_not_a_name() {
    for name in ["", " ", ".", "..", ". .", "   ...   "] {
        assert_eq!(
            FileName::parse(name),
            Err(InvalidFileName::Empty),
            "{name:?}"
        );
        assert_eq!(FileName::sanitized(name).as_str(), "file");
    }
}

#[test]
fn a_name_has_at_most_255_bytes() {
    let longest = "a".repeat(255);
    assert!(FileName::parse(&longest).is_ok());
    assert_eq!(
        FileName::parse(&format!("{longest}a")),
        Err(InvalidFileName::TooLong)
    );
    assert_eq!(
        FileName::parse(&"ü".repeat(128)),
        Err(InvalidFileName::TooLong)
    );
}

#[test]
fn a_long_name_is_truncated_before_its_extension() {
    let name = FileName::sanitized(&format!("{}.png", "ü".repeat(300)));
    assert_eq!(name.as_str(), format!("{}.png", "ü".repeat(125)));
    let name = FileName::sanitized(&format!("a.{}", "x".repeat(300)));
    assert_eq!(
        name.as_str().len(),
        255,
        "an extension of this length is not kept"
    );
}

#[test]
fn the_last_component_of_a_path_becomes_the_name() {
    for (path, name) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\a.txt", "a.txt"),
        ("folder/", "folder"),
        ("a.txt/..", "a.txt"),
        ("//", "file"),
        ("\u{202e}\0", "file"),
    ] {
        assert_eq!(FileName::sanitized(path).as_str(), name, "{path}");
    }
}

#[test]
fn the_extension_follows_the_last_dot_with_its_ascii_letters_in_lower_case() {
    for (name, extension) in [
        ("Screen.PNG", Some("png")),
        ("a.tar.gz", Some("gz")),
        ("shell.php.jpg", Some("jpg")),
        ("ÄRGER.ÄÖ", Some("ÄÖ")),
        ("noextension", None),
        (".hidden", None),
        ("a.", None),
    ] {
        let found = FileName::parse(name).unwrap().extension();
        assert_eq!(found.as_deref(), extension, "{name}");
    }
}

#[test]
fn an_attachment_has_the_size_of_its_bytes() {
    let name = FileName::parse("a.txt").unwrap();
    let file = Attachment::from_bytes(name.clone(), b"five!".to_vec());
    assert_eq!(
        (file.name(), file.size(), file.body().as_slice()),
        (&name, 5, &b"five!"[..])
    );
    let by_handle = Attachment::new(name, 1 << 40, "a handle");
    assert_eq!((by_handle.size(), *by_handle.body()), (1 << 40, "a handle"));
}

proptest! {
    #[test]
    fn a_sanitized_name_is_valid(text in any::<String>()) {
        let name = FileName::sanitized(&text);
        prop_assert_eq!(FileName::parse(name.as_str()), Ok(name.clone()));
        prop_assert_eq!(FileName::sanitized(name.as_str()), name);
    }

    #[test]
    fn the_natural_order_is_a_total_order(a in "[a-c/0-9]{0,6}", b in "[a-cA-C/0-9]{0,6}", c in "\\PC{0,6}") {
        prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
        prop_assert_eq!(natural_cmp(&a, &c), natural_cmp(&c, &a).reverse());
        prop_assert_eq!(natural_cmp(&a, &b).is_eq(), a == b);
        let mut three = [a.as_str(), b.as_str(), c.as_str()];
        three.sort_by(|a, b| natural_cmp(a, b));
        prop_assert!(natural_cmp(three[0], three[2]).is_le());
    }

    #[test]
    fn a_displayed_name_does_not_change_the_text_direction(text in any::<String>()) {
        let displayed = escape_for_display(&text);
        let is_unsafe = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!displayed.contains(is_unsafe), "{}", displayed);
    }

    #[test]
    fn sanitizing_does_not_change_a_valid_name(text in "[^/\\\\]{0,300}") {
        if let Ok(name) = FileName::parse(&text) {
            prop_assert_eq!(name.as_str(), &text);
            prop_assert_eq!(FileName::sanitized(&text), name);
        }
    }
}

/// Benign names must be accepted and dangerous ones refused. Every sanitized name must be free of
/// the dangerous characters.
#[test]
fn the_names_of_the_corpus_are_classified_correctly() {
    let Some(entries) = corpus() else { return };
    let mut refused = 0;
    for entry in &entries {
        let (category, name) = (
            entry["category"].as_str().unwrap(),
            entry["name"].as_str().unwrap(),
        );
        let parsed = FileName::parse(name);
        let safe = FileName::sanitized(name);
        assert!(
            !safe.as_str().contains(['/', '\\', '\0', '\u{202e}']),
            "{name:?}"
        );
        refused += u32::from(parsed.is_err());
        match category {
            "benign" => assert_eq!(parsed.as_ref().map(FileName::as_str), Ok(name)),
            "bidi" => assert_eq!(parsed, Err(InvalidFileName::ControlCharacter), "{name:?}"),
            _ if name.contains(['/', '\\']) => {
                assert_eq!(parsed, Err(InvalidFileName::PathSeparator), "{name:?}");
            }
            _ if name.contains(char::is_control) => {
                assert_eq!(parsed, Err(InvalidFileName::ControlCharacter), "{name:?}");
            }
            "length" => {
                let is_valid = name.len() <= 255 && name.contains(|c| c != '.' && c != ' ');
                assert_eq!(parsed.is_ok(), is_valid, "{name:?}");
            }
            _ => {}
        }
    }
    assert!(
        entries.len() > 200 && refused > 50,
        "{refused} of {} refused",
        entries.len()
    );
}

/// The corpus of names, if `OPEN_TICKET_CORPORA` is set. It contains lone surrogates, which serde
/// rejects and browsers replace by U+FFFD, so they are replaced here as well.
fn corpus() -> Option<Vec<Value>> {
    let path = Path::new(&env::var_os("OPEN_TICKET_CORPORA")?).join("filenames.json");
    let json = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    Some(serde_json::from_str(&without_lone_surrogates(&json)).expect("a list in JSON"))
}

fn without_lone_surrogates(json: &str) -> String {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mut text, mut rest) = (String::new(), json);
    while let Some(offset) = rest.find("\\u") {
        let (before, escape) = rest.split_at(offset);
        text.push_str(before);
        let next = escape.get(6..).and_then(unit);
        let length = match (unit(escape), next) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => 0,
            _ => 6,
        };
        text.push_str(if length == 0 {
            "\\ufffd"
        } else {
            &escape[..length]
        });
        rest = &escape[length.max(6)..];
    }
    text + rest
}
