//! Links in the help of custom fields.

use open_ticket::rules::{HelpPart, help_parts};
use open_ticket::url::is_linkable;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Cases that the WHMCS add-on is tested with, too.
const CASES: &str = include_str!("../fixtures/help-text.json");

/// Returns the text as it is displayed, and the URLs.
fn shown(help: &str) -> Value {
    let parts = help_parts(help);
    let text: String = parts
        .iter()
        .map(|part| match part {
            HelpPart::Text(text) | HelpPart::Link { text, .. } => *text,
        })
        .collect();
    let urls = parts.iter().filter_map(|part| match part {
        HelpPart::Text(_) => None,
        HelpPart::Link { url, .. } => Some(*url),
    });
    json!({ "text": text, "urls": urls.collect::<Vec<_>>() })
}

/// Returns the source of parts.
fn source(parts: &[HelpPart<'_>]) -> String {
    parts
        .iter()
        .map(|part| match part {
            HelpPart::Text(text) => (*text).to_owned(),
            HelpPart::Link { text, url } => format!("[{text}]({url})"),
        })
        .collect()
}

#[test]
fn help_has_the_links_of_the_shared_cases() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for case in cases {
        let help = case["help"].as_str().unwrap();
        let expected = json!({ "text": case["text"], "urls": case["urls"] });
        assert_eq!(shown(help), expected, "{help}");
    }
}

#[test]
fn a_url_that_is_too_long_is_text() {
    for (length, is_link) in [(2_000, true), (2_001, false)] {
        let url = format!("https://example.com/{}", "x".repeat(length - 20));
        let help = format!("[a]({url})");
        let link = HelpPart::Link {
            text: "a",
            url: &url,
        };
        assert_eq!(help_parts(&help) == [link], is_link, "{length}");
    }
}

#[test]
fn hostile_help_stays_text() {
    for part in [
        "[",
        "](",
        "[a](",
        "[a]((",
        "[a](https://example.com/",
        "[a](x)",
    ] {
        let help = part.repeat(10_000);
        assert_eq!(help_parts(&help), [HelpPart::Text(&help)], "{part}");
    }
}

/// Parts of the syntax of links.
const TOKENS: [&str; 16] = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "a",
    " ",
    "ü",
    "\u{200b}",
    "\\",
    "https://example.com/",
    "http://",
    "mailto:",
    "a@example.com",
    "javascript:x",
    "[a](https://example.com/)",
];

/// Text that contains much of the syntax of links.
fn text_with_syntax() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => proptest::sample::select(&TOKENS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(token, 0..20).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn the_parts_of_any_help_are_its_source(help in text_with_syntax()) {
        prop_assert_eq!(source(&help_parts(&help)), help);
    }

    #[test]
    fn only_linkable_urls_are_links(help in text_with_syntax()) {
        for part in help_parts(&help) {
            if let HelpPart::Link { text, url } = part {
                let is_address = url.starts_with("mailto:")
                    && url.contains('@')
                    && !url.contains(char::is_whitespace);
                prop_assert!(is_linkable(url) || is_address, "{}", url);
                prop_assert!(!text.trim().is_empty() && !text.contains(['[', ']']), "{}", text);
            }
        }
    }

    #[test]
    fn each_link_between_texts_is_found(
        texts in prop::collection::vec("[^\\[\\]]*", 1..5),
        labels in prop::collection::vec("[a-zü ]{0,5}[a-zü]", 4),
        paths in prop::collection::vec("[a-z/?=&#(]{0,9}", 4),
    ) {
        let urls = paths.iter().map(|path| {
            let open = path.matches('(').count();
            format!("https://example.com/{path}{}", ")".repeat(open))
        });
        let urls: Vec<_> = urls.collect();
        let mut expected = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if !text.is_empty() {
                expected.push(HelpPart::Text(text));
            }
            expected.push(HelpPart::Link { text: &labels[index], url: &urls[index] });
        }
        let help = source(&expected);
        prop_assert_eq!(help_parts(&help), expected);
    }
}
