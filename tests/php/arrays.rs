//! Arrays that are hardly any: nearly right, and keys that are nearly numbers.

use open_ticket::wire::php::{Key, Value, unserialize};
use proptest::prelude::*;

use super::for_all;

fn spelled() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,3}",
        "[+ -]?[0-9]{1,20}",
        "-?92233720368547758[0-9]{2}",
        "[a-z\\x00]{0,3}"
    ]
}

#[test]
fn a_text_is_the_key_that_php_makes_of_it() {
    for_all(spelled(), |php, spelled| {
        let bytes = format!("a:1:{{s:{}:\"{spelled}\";i:1;}}", spelled.len()).into_bytes();
        let array = vec![(Key::from(spelled.as_str()), Value::Int(1))];
        prop_assert_eq!(php.unserialize(&bytes), Some(array.clone()), "{}", spelled);
        prop_assert_eq!(unserialize(&bytes), Ok(array));
        Ok(())
    });
}

/// Numbers as nobody should write them, and numbers as they should be.
fn written_number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-3]",
        1 => "[+-]?[0-9]{1,3}",
        1 => Just(String::new()),
        1 => "-?(922337203685477580[0-9]|18446744073709551617|0{3}[0-9])",
        1 => "[ 0-9.exXé-]{0,4}",
    ]
}

/// Nearly an array: each part is right most of the time.
fn nearly() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => "[a-z]{0,3}", 1 => "[\"é;:{}]{0,3}"];
    let string =
        (word, prop::option::weighted(0.2, written_number())).prop_map(|(word, length)| {
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
        8 => written_number().prop_map(|number| format!("i:{number};")),
        8 => string,
        1 => other.prop_map(str::to_owned),
    ];
    let ends = prop::sample::select(vec!["}", "}", "}", "}", "", "};", "} ", "}}", "}a:0:{}"]);
    let count = prop::option::weighted(0.2, written_number());
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
fn what_we_take_php_takes_and_finds_the_same() {
    let taken = std::cell::Cell::new([0_u32; 2]);
    for_all(nearly(), |php, text| {
        let ours = unserialize(text.as_bytes());
        let mut counts = taken.get();
        counts[usize::from(ours.is_ok())] += 1;
        taken.set(counts);
        if let Ok(array) = ours {
            prop_assert_eq!(php.unserialize(text.as_bytes()), Some(array), "{}", text);
        }
        Ok(())
    });
    let [refused, accepted] = taken.get();
    assert!(
        refused >= 20 && accepted >= 20,
        "{refused} refused, {accepted} accepted"
    );
}
