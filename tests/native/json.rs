//! The parser of JSON, compared with `serde_json`'s.

use open_ticket::json::parse;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Returns `true` if values are equal, apart from the last digits of fractions.
fn are_equal(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let is_equal = |((key, a), (other_key, b))| key == other_key && are_equal(a, b);
            a.len() == b.len() && a.iter().zip(b).all(is_equal)
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= b.abs() * 1e-9 + 1e-300
        }
        (ours, theirs) => ours == theirs,
    }
}

fn assert_like_serde_json(text: &str) {
    match (parse(text), serde_json::from_str::<Value>(text)) {
        (Some(ours), Ok(theirs)) => assert!(are_equal(&ours, &theirs), "{text}: {ours}, {theirs}"),
        (None, Err(_)) => {}
        // Ours is then the largest number.
        (Some(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
        (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn every_value_is_parsed_as_it_was_serialized(value in value()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let parsed = parse(&text).expect(&text);
            prop_assert!(are_equal(&parsed, &value), "{}: {}", text, parsed);
        }
    }

    #[test]
    fn any_text_is_parsed_or_refused_as_by_serde_json(text in "[\\[\\]{}:,\"\\\\u0dD8C9aeE+.truefalsn \n\t\r/\u{1}\u{7f}\u{e9}-]{0,24}") {
        assert_like_serde_json(&text);
    }

    #[test]
    fn numbers_are_parsed_or_refused_as_by_serde_json(text in "-?[0-9]{0,22}[.]?[0-9]{0,4}([eE][+-]?[0-9]{0,4})?") {
        assert_like_serde_json(&text);
    }

    #[test]
    fn strings_are_parsed_or_refused_as_by_serde_json(text in "\"([a\u{e9}]|\\\\([\"\\\\/bfnrtux]|u[dD][89abCDEf0][0-9a-f]{2}|u[0-9a-fA-F+]{4})){0,4}\"") {
        assert_like_serde_json(&text);
    }

    #[test]
    fn damaged_json_is_parsed_or_refused_as_by_serde_json(
        value in value(), position in any::<prop::sample::Index>(), inserted in "[\\[\\]{}:,\"\\\\0-]?",
    ) {
        let mut chars: Vec<char> = value.to_string().chars().collect();
        let index = position.index(chars.len());
        chars.splice(index..=index, inserted.chars());
        assert_like_serde_json(&chars.into_iter().collect::<String>());
    }
}

#[test]
fn values_are_nested_as_deeply_as_in_serde_json() {
    for depth in 126..130 {
        for [open, close] in [["[", "]"], ["{\"a\":", "}"]] {
            let text = [&open.repeat(depth), "0", &close.repeat(depth)].concat();
            assert_like_serde_json(&text);
        }
        assert_like_serde_json(&"[".repeat(depth * 1_000));
    }
}

#[test]
fn the_last_of_equal_keys_counts() {
    assert_eq!(
        parse(r#"{"a": 1, "a": {"b": []}}"#),
        Some(json!({"a": {"b": []}}))
    );
}

#[test]
fn whole_numbers_are_exact_and_other_numbers_are_not_whole() {
    let whole = |text| parse(text).unwrap().as_u64();
    assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
    for text in [
        "18446744073709551616",
        "1.0",
        "1e3",
        "-0",
        "-1",
        "1e400",
        "0.5",
    ] {
        assert_eq!(whole(text), None, "{text}");
        assert!(parse(text).unwrap().is_number(), "{text}");
    }
    assert_eq!(
        parse("-9223372036854775808").unwrap().as_i64(),
        Some(i64::MIN)
    );
}
