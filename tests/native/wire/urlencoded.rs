//! The format `application/x-www-form-urlencoded`.

use open_ticket::wire::urlencoded::{
    MAX_PAIRS, UrlencodedError, append, encode, parse, parse_owned,
};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn appended_pairs_are_parsed_unchanged(
        pairs in vec((any::<String>(), "(?s).{0,20}"), 0..9)
    ) {
        let mut body = String::new();
        for (name, value) in &pairs {
            append(&mut body, name, value);
        }
        prop_assert!(body.is_ascii());
        prop_assert_eq!(parse(body.as_bytes()), Ok(pairs));
    }

    /// Bodies of separators, encodings and other bytes, valid or not.
    #[test]
    fn a_body_decoded_in_place_has_the_same_pairs(
        body in vec(prop_oneof![
            Just(b"&".to_vec()), Just(b"=".to_vec()), Just(b"+".to_vec()), Just(b"%41".to_vec()),
            Just(b"%".to_vec()), Just("é".into()), vec(any::<u8>(), 0..4),
        ], 0..24)
    ) {
        let body = body.concat();
        match (parse(&body), parse_owned(body)) {
            (Ok(pairs), owned) => prop_assert_eq!(owned, Ok(pairs)),
            // With several errors, either may be reported.
            (Err(_), owned) => prop_assert!(owned.is_err()),
        }
    }
}

#[test]
fn only_ascii_letters_digits_and_four_marks_are_not_encoded() {
    let mut text = String::new();
    encode("aZ09*-._ ~!'()/\u{0}é", &mut text);
    assert_eq!(text, "aZ09*-._+%7E%21%27%28%29%2F%00%C3%A9");
}

#[test]
fn names_without_values_and_empty_pairs_are_parsed_as_browsers_encode_them() {
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    assert_eq!(parse(b""), Ok(vec![]));
    assert_eq!(
        parse(b"&&a&b=&=c&d=e=f&"),
        Ok(pairs(&[("a", ""), ("b", ""), ("", "c"), ("d", "e=f"),]))
    );
    assert_eq!(parse("é=ü".as_bytes()), Ok(pairs(&[("é", "ü")])));
}

#[test]
fn a_percent_sign_without_two_digits_is_refused() {
    for body in ["a=%", "a=%4", "a=%g0", "a=%4g", "%=a", "a=%+1", "a=%%41"] {
        assert_eq!(
            parse(body.as_bytes()),
            Err(UrlencodedError::InvalidPercentEncoding),
            "{body}"
        );
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    for body in [&b"a=\xff"[..], b"%C3=a", b"a=%ED%A0%80", b"a=%C0%80"] {
        assert_eq!(parse(body), Err(UrlencodedError::NotUtf8), "{body:?}");
    }
}

#[test]
fn more_pairs_than_php_accepts_are_refused() {
    let body = "a=1&".repeat(MAX_PAIRS);
    assert_eq!(
        parse(body.as_bytes()).map(|pairs| pairs.len()),
        Ok(MAX_PAIRS)
    );
    let body = body + "a=1";
    assert_eq!(parse(body.as_bytes()), Err(UrlencodedError::TooManyPairs));
    assert_eq!(parse_owned(body.into()), Err(UrlencodedError::TooManyPairs));
}

/// The standard's "application/x-www-form-urlencoded percent-encode set", byte by byte.
#[test]
fn each_byte_is_encoded_as_in_the_standard() {
    for byte in 0..=0x7f_u8 {
        let c = char::from(byte);
        let mut encoded = String::new();
        encode(&c.to_string(), &mut encoded);
        let expected = match c {
            ' ' => "+".to_owned(),
            '*' | '-' | '.' | '_' | '0'..='9' | 'A'..='Z' | 'a'..='z' => c.to_string(),
            _ => format!("%{byte:02X}"),
        };
        assert_eq!(encoded, expected, "{c:?}");
    }
}

#[test]
fn escapes_are_decoded_once_in_upper_and_lower_case() {
    let parsed = parse(b"a=%c3%A9+%2B%2525&b%3Dc=%26").unwrap();
    let expected = [("a", "\u{e9} +%25"), ("b=c", "&")];
    assert_eq!(
        parsed,
        expected.map(|(name, value)| (name.into(), value.into()))
    );
}
