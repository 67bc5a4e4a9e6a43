//! Percent-encoding and validation of web addresses.

use open_ticket::url::{is_unreserved, is_web_address, percent_encode};

#[test]
fn everything_but_unreserved_characters_is_percent_encoded() {
    assert_eq!(
        percent_encode("aZ09-._~ +/%&=é\u{0}", is_unreserved),
        "aZ09-._~%20%2B%2F%25%26%3D%C3%A9%00"
    );
}

#[test]
fn a_caller_chooses_the_characters_that_are_not_encoded() {
    let is_path_byte = |byte| is_unreserved(byte) || byte == b'/';
    assert_eq!(percent_encode("a b/c[d]", is_path_byte), "a%20b/c%5Bd%5D");
}

#[test]
fn a_web_address_has_a_web_scheme_and_a_host() {
    for url in [
        "https://example.com/a?b#c",
        "HTTP://[::1]:8080/",
        "https://münchen.de",
        " https://example.com\n",
    ] {
        assert!(is_web_address(url), "{url}");
    }
    for text in [
        "",
        "example.com",
        "ftp://example.com",
        "javascript://alert(1)",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://?a",
        "https://.a",
        "https://\u{a0}",
        "https://exam ple.com",
        "https://example.com\u{0}",
    ] {
        assert!(!is_web_address(text), "{text}");
    }
}
