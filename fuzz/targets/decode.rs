//! Any bytes as the body of a request: what is read can be written, and reads the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use open_ticket::wire::{self, urlencoded};

fuzz_target!(|body: &[u8]| {
    if let Ok(pairs) = urlencoded::parse(body) {
        assert_eq!(
            pairs,
            reference(body),
            "another reading than the reference's"
        );
    }
    if let Ok(ticket) = wire::decode(body) {
        let written = wire::encode(&ticket);
        assert_eq!(wire::decode(written.as_bytes()), Ok(ticket));
    }
});

fn reference(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}
