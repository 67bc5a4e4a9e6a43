//! Names of files, hostile ones among them.

use std::{env, fs, path::Path};

use open_ticket::ticket::{Attachment, FileName, InvalidFileName, natural, visible};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn a_name_is_kept_as_it_is() {
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
        assert_eq!(FileName::made_safe(name).as_str(), name);
    }
}

#[test]
fn a_path_is_no_name() {
    for path in [
        "/etc/passwd",
        "../a",
        "a/b",
        "C:\\a.txt",
        "\\\\server\\share",
        "/",
    ] {
        assert_eq!(FileName::parse(path), Err(InvalidFileName::Path), "{path}");
    }
}

#[test]
fn what_steers_a_terminal_or_turns_the_writing_is_in_no_name() {
    for c in
        "\0\t\r\n\u{1b}\u{7f}\u{85}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2028}\u{2066}\u{2069}"
            .chars()
    {
        let name = format!("a{c}b.txt");
        assert_eq!(
            FileName::parse(&name),
            Err(InvalidFileName::Control),
            "{name:?}"
        );
        assert_eq!(FileName::made_safe(&name).as_str(), "ab.txt");
    }
}

#[test]
fn a_device_of_windows_is_no_name_whatever_its_extension() {
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
            Err(InvalidFileName::Reserved),
            "{name}"
        );
        assert_eq!(FileName::made_safe(name).as_str(), safe);
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
    assert_eq!(FileName::made_safe("../nul.txt").as_str(), "_nul.txt");
}

#[test]
fn an_extension_is_put_behind_a_name_and_survives_its_shortening() {
    let with = |name: &str| FileName::parse(name).unwrap().with_extension("png");
    assert_eq!(with("image").as_str(), "image.png");
    assert_eq!(with("image.").as_str(), "image.png");
    assert_eq!(
        with(&"ü".repeat(127)).as_str(),
        format!("{}.png", "ü".repeat(125))
    );
}

#[test]
fn what_no_name_may_hold_is_shown_by_its_number() {
    assert_eq!(visible("Zürich 🎫.txt"), "Zürich 🎫.txt");
    assert_eq!(
        visible("invoice_\u{202e}fdp.exe"),
        "invoice_[U+202E]fdp.exe"
    );
    assert_eq!(visible("a\0\n/b"), "a[U+0000][U+000A]/b");
    assert_eq!(visible(&"a".repeat(1_000)).chars().count(), 301);
}

#[test]
fn names_are_listed_as_people_count() {
    let listed = [
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
    let mut names = listed;
    names.reverse();
    names.sort_by(|a, b| natural(a, b));
    assert_eq!(names, listed);
}

#[test]
fn nothing_but_dots_and_spaces_is_no_name() {
    for name in ["", " ", ".", "..", ". .", "   ...   "] {
        assert_eq!(
            FileName::parse(name),
            Err(InvalidFileName::Empty),
            "{name:?}"
        );
        assert_eq!(FileName::made_safe(name).as_str(), "file");
    }
}

#[test]
fn a_name_has_255_bytes_at_most() {
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
fn a_long_name_is_shortened_before_its_extension() {
    let name = FileName::made_safe(&format!("{}.png", "ü".repeat(300)));
    assert_eq!(name.as_str(), format!("{}.png", "ü".repeat(125)));
    let name = FileName::made_safe(&format!("a.{}", "x".repeat(300)));
    assert_eq!(
        name.as_str().len(),
        255,
        "an extension of that length is none to keep"
    );
}

#[test]
fn of_a_path_the_last_part_is_the_name() {
    for (path, name) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\a.txt", "a.txt"),
        ("folder/", "folder"),
        ("a.txt/..", "a.txt"),
        ("//", "file"),
        ("\u{202e}\0", "file"),
    ] {
        assert_eq!(FileName::made_safe(path).as_str(), name, "{path}");
    }
}

#[test]
fn the_extension_stands_behind_the_last_dot_its_ascii_letters_in_lower_case() {
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
fn a_file_is_as_large_as_its_bytes() {
    let name = FileName::parse("a.txt").unwrap();
    let file = Attachment::from_bytes(name.clone(), b"five!".to_vec());
    assert_eq!(
        (file.name(), file.size(), file.body().as_slice()),
        (&name, 5, &b"five!"[..])
    );
    let elsewhere = Attachment::of_size(name, 1 << 40, "a handle");
    assert_eq!((elsewhere.size(), *elsewhere.body()), (1 << 40, "a handle"));
}

proptest! {
    #[test]
    fn whatever_is_made_safe_is_a_name(text in any::<String>()) {
        let name = FileName::made_safe(&text);
        prop_assert_eq!(FileName::parse(name.as_str()), Ok(name.clone()));
        prop_assert_eq!(FileName::made_safe(name.as_str()), name);
    }

    #[test]
    fn the_order_of_names_is_one(a in "[a-c/0-9]{0,6}", b in "[a-cA-C/0-9]{0,6}", c in "\\PC{0,6}") {
        prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
        prop_assert_eq!(natural(&a, &c), natural(&c, &a).reverse());
        prop_assert_eq!(natural(&a, &b).is_eq(), a == b);
        let mut three = [a.as_str(), b.as_str(), c.as_str()];
        three.sort_by(|a, b| natural(a, b));
        prop_assert!(natural(three[0], three[2]).is_le());
    }

    #[test]
    fn what_is_shown_of_any_name_turns_nothing(text in any::<String>()) {
        let shown = visible(&text);
        let turns = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!shown.contains(turns), "{}", shown);
    }

    #[test]
    fn a_name_that_is_one_stays_the_same(text in "[^/\\\\]{0,300}") {
        if let Ok(name) = FileName::parse(&text) {
            prop_assert_eq!(name.as_str(), &text);
            prop_assert_eq!(FileName::made_safe(&text), name);
        }
    }
}

/// The benign names of the collection must pass, those of the dangerous categories must not, and
/// every one of them has a safe form without what made it dangerous.
#[test]
fn the_collection_of_hostile_names_is_sorted_right() {
    let Some(entries) = collection() else { return };
    let mut refused = 0;
    for entry in &entries {
        let (category, name) = (
            entry["category"].as_str().unwrap(),
            entry["name"].as_str().unwrap(),
        );
        let parsed = FileName::parse(name);
        let safe = FileName::made_safe(name);
        assert!(
            !safe.as_str().contains(['/', '\\', '\0', '\u{202e}']),
            "{name:?}"
        );
        refused += u32::from(parsed.is_err());
        match category {
            "benign" => assert_eq!(parsed.as_ref().map(FileName::as_str), Ok(name)),
            "bidi" => assert_eq!(parsed, Err(InvalidFileName::Control), "{name:?}"),
            _ if name.contains(['/', '\\']) => {
                assert_eq!(parsed, Err(InvalidFileName::Path), "{name:?}");
            }
            _ if name.contains(char::is_control) => {
                assert_eq!(parsed, Err(InvalidFileName::Control), "{name:?}");
            }
            "length" => {
                let is_one = name.len() <= 255 && name.contains(|c| c != '.' && c != ' ');
                assert_eq!(parsed.is_ok(), is_one, "{name:?}");
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

/// The collection of names, if there is one. A lone half of a surrogate pair, which it holds too,
/// is not JSON to serde; a browser hands it on as U+FFFD, so that is what stands here for it.
fn collection() -> Option<Vec<Value>> {
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
    while let Some(place) = rest.find("\\u") {
        let (before, from) = rest.split_at(place);
        text.push_str(before);
        let next = from.get(6..).and_then(unit);
        let length = match (unit(from), next) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => 0,
            _ => 6,
        };
        text.push_str(if length == 0 {
            "\\ufffd"
        } else {
            &from[..length]
        });
        rest = &from[length.max(6)..];
    }
    text + rest
}
