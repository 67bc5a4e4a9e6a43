//! PHP's serialization: any bytes as a serialized array, and any array there and back.
#![no_main]

use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use open_ticket::wire::php::{Key, Value, serialize, unserialize};

/// An array as it is made of bytes: `Ok` is an integer, `Err` a text.
type Made = Vec<(Result<i64, String>, Result<i64, String>)>;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(array) = unserialize(bytes) {
        assert_eq!(unserialize(&serialize(&array)), Ok(array));
    }
    if let Ok(made) = Made::arbitrary_take_rest(Unstructured::new(bytes)) {
        let array: Vec<_> = made.into_iter().map(pair).collect();
        assert_eq!(unserialize(&serialize(&array)), Ok(as_php_keeps(array)));
    }
});

fn pair((key, value): (Result<i64, String>, Result<i64, String>)) -> (Key, Value) {
    (
        key.map_or_else(Key::Str, Key::Int),
        value.map_or_else(Value::Str, Value::Int),
    )
}

/// A key that spells an integer is that integer, and a repeated one keeps its first place and its
/// last value.
fn as_php_keeps(array: Vec<(Key, Value)>) -> Vec<(Key, Value)> {
    let mut kept: Vec<(Key, Value)> = Vec::new();
    for (key, value) in array {
        let key = match key {
            Key::Str(text) => Key::from(text.as_str()),
            Key::Int(_) => key,
        };
        match kept.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => *old = value,
            None => kept.push((key, value)),
        }
    }
    kept
}
