//! PHP's serialization: arbitrary bytes as a serialized array, and a round trip of arbitrary
//! arrays.
#![no_main]

use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use open_ticket::wire::php_serialize::{Key, Value, serialize, unserialize};

/// An arbitrary array: `Ok` is an integer, `Err` a string.
type ArbitraryArray = Vec<(Result<i64, String>, Result<i64, String>)>;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(array) = unserialize(bytes) {
        assert_eq!(unserialize(&serialize(&array)), Ok(array));
    }
    if let Ok(pairs) = ArbitraryArray::arbitrary_take_rest(Unstructured::new(bytes)) {
        let array: Vec<_> = pairs.into_iter().map(pair).collect();
        assert_eq!(
            unserialize(&serialize(&array)),
            Ok(normalized_as_in_php(array))
        );
    }
});

fn pair((key, value): (Result<i64, String>, Result<i64, String>)) -> (Key, Value) {
    (
        key.map_or_else(Key::Str, Key::Int),
        value.map_or_else(Value::Str, Value::Int),
    )
}

/// Converts string keys such as `"7"` to integers, and merges repeated keys: the first position and the
/// last value are kept.
fn normalized_as_in_php(array: Vec<(Key, Value)>) -> Vec<(Key, Value)> {
    let mut merged: Vec<(Key, Value)> = Vec::new();
    for (key, value) in array {
        let key = match key {
            Key::Str(text) => Key::from(text.as_str()),
            Key::Int(_) => key,
        };
        match merged.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => *old = value,
            None => merged.push((key, value)),
        }
    }
    merged
}
