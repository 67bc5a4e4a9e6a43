//! Key under which a draft is stored.

use std::fmt::Write as _;

/// Prefix of the keys of all drafts.
const PREFIX: &str = "open-ticket-draft:";

/// Offset basis and prime of FNV-1a with 128 bits, by Fowler, Noll and Vo.
const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Returns the key of the draft of one endpoint, one requester (`None` for a guest) and one form of
/// the page. It contains a hash, so that no address appears in the key. The hash protects no
/// secret: all scripts of the page can read the draft itself.
#[must_use]
pub fn storage_key(endpoint: &str, requester: Option<&str>, form: &str) -> String {
    // 0xFE and 0xFF do not occur in UTF-8, so different arguments result in different bytes.
    let signed_in_marker = requester.map(|_| 0xFE);
    let bytes = endpoint
        .bytes()
        .chain([0xFF])
        .chain(signed_in_marker)
        .chain(requester.unwrap_or_default().bytes())
        .chain([0xFF])
        .chain(form.bytes());
    let hash = bytes.fold(OFFSET_BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    let mut key = PREFIX.to_owned();
    // Writing to a `String` cannot fail.
    let _ = write!(key, "{hash:032x}");
    key
}
