//! Almost valid arrays, and keys that are almost integers.

use open_ticket::wire::php_serialize::{Key, Value, unserialize};
use proptest::prelude::*;

use super::for_all;

fn integer_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,3}",
        "[+ -]?[0-9]{1,20}",
        "-?92233720368547758[0-9]{2}",
        "[a-z\\x00]{0,3}"
    ]
}

#[test]
fn strings_are_converted_to_keys_as_in_php() {
    for_all(integer_like(), |php, text| {
        let bytes = format!("a:1:{{s:{}:\"{text}\";i:1;}}", text.len()).into_bytes();
        let array = vec![(Key::from(text.as_str()), Value::Int(1))];
        prop_assert_eq!(php.unserialize(&bytes), Some(array.clone()), "{}", text);
        prop_assert_eq!(unserialize(&bytes), Ok(array));
        Ok(())
    });
}

/// Valid and invalid forms of integers.
fn integer() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-3]",
        1 => "[+-]?[0-9]{1,3}",
        1 => Just(String::new()),
        1 => "-?(922337203685477580[0-9]|18446744073709551617|0{3}[0-9])",
        1 => "[ 0-9.exXé-]{0,4}",
    ]
}

/// An almost valid array: each part is valid most of the time.
fn almost_array() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => "[a-z]{0,3}", 1 => "[\"é;:{}]{0,3}"];
    let string = (word, prop::option::weighted(0.2, integer())).prop_map(|(word, length)| {
        let length = length.unwrap_or_else(|| word.len().to_string());
        format!("s:{length}:\"{word}\";")
    });
    let other = prop::sample::select(vec![
        "b:1;",
        "N;",
        "d:0.5;",
        "a:0:{}",
        "O:8:\"stdClass\":0:{}",
        "R:1;",
        "r:1;",
        "S:1:\"\\61\";",
        "E:1:\"A\";",
        "C:1:\"A\":0:{}",
        "i:1",
        "s:1:\"a\"",
        "I:1;",
        "",
        ";",
    ]);
    let value = prop_oneof![
        8 => integer().prop_map(|number| format!("i:{number};")),
        8 => string,
        1 => other.prop_map(str::to_owned),
    ];
    let ends = prop::sample::select(vec!["}", "}", "}", "}", "", "};", "} ", "}}", "}a:0:{}"]);
    let count = prop::option::weighted(0.2, integer());
    (
        prop::collection::vec((value.clone(), value), 0..4),
        count,
        ends,
    )
        .prop_map(|(pairs, count, end)| {
            let count = count.unwrap_or_else(|| pairs.len().to_string());
            let pairs: String = pairs.into_iter().map(|(key, value)| key + &value).collect();
            format!("a:{count}:{{{pairs}{end}")
        })
}

#[test]
fn php_accepts_the_arrays_that_we_accept_with_the_same_result() {
    let counts = std::cell::Cell::new([0_u32; 2]);
    for_all(almost_array(), |php, text| {
        let ours = unserialize(text.as_bytes());
        let mut updated = counts.get();
        updated[usize::from(ours.is_ok())] += 1;
        counts.set(updated);
        if let Ok(array) = ours {
            prop_assert_eq!(php.unserialize(text.as_bytes()), Some(array), "{}", text);
        }
        Ok(())
    });
    let [refused, accepted] = counts.get();
    assert!(
        refused >= 20 && accepted >= 20,
        "{refused} refused, {accepted} accepted"
    );
}
