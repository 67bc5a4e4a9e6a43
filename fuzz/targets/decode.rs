//! Arbitrary bytes as a request body: a decoded ticket can be encoded and decoded again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use open_ticket::wire::{self, urlencoded};

fuzz_target!(|body: &[u8]| {
    if let Ok(pairs) = urlencoded::parse(body) {
        assert_eq!(
            pairs,
            reference(body),
            "the result differs from the reference implementation's"
        );
    }
    if let Ok(ticket) = wire::decode(body) {
        let encoded = wire::encode(&ticket);
        assert_eq!(wire::decode(encoded.as_bytes()), Ok(ticket));
    }
});

fn reference(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}
