//! Terms of a text.

use super::terms;
use proptest::prelude::*;

#[test]
fn words_are_lower_case_without_stop_words_and_suffixes() {
    for (text, expected) in [
        ("", vec![]),
        ("How do I renew my domains?", vec!["renew", "domain"]),
        ("renewing renewed renews", vec!["renew"; 3]),
        (
            "policies copied boxes caches addresses",
            vec!["policy", "copy", "box", "cach", "addres"],
        ),
        (
            "cache cached stopped billing bill",
            vec!["cach", "cach", "stop", "bil", "bil"],
        ),
        (
            "installation install migrated migrate",
            vec!["instal", "instal", "migr", "migr"],
        ),
        ("status bus this address", vec!["status", "bus", "addres"]),
        ("I can't, it isn’t the site's", vec!["sit"]),
        (
            "e-mail x-ray wp-config.php",
            vec!["email", "xray", "wp", "config", "php"],
        ),
        ("SMTP 550 5.1.1", vec!["smtp", "550"]),
        (
            "Größe ÄNDERN Zertifikate",
            vec!["größe", "ändern", "zertifik"],
        ),
        (
            "файлы 無料証明書 한국 あ",
            vec!["файлы", "無料", "料証", "証明", "明書", "한국", "あ"],
        ),
        ("हिन्दी", vec!["हिन्दी"]),
        ("a b c 1 2", vec![]),
    ] {
        assert_eq!(terms(text), expected, "{text}");
    }
    assert_eq!(terms(&"x".repeat(41)), Vec::<String>::new());
}

proptest! {
    #[test]
    fn terms_contain_no_white_space_and_are_never_empty(text in ".{0,200}") {
        for term in terms(&text) {
            prop_assert!(!term.is_empty() && !term.contains(char::is_whitespace), "{term:?}");
        }
    }
}
