//! Idempotency keys: UUIDs.

use open_ticket::ticket::IdempotencyKey;
use proptest::prelude::*;

const UUID: &str = "0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6";

#[test]
fn a_uuid_of_any_version_is_a_key_in_upper_and_lower_case() {
    let key = IdempotencyKey::parse(UUID).unwrap();
    assert_eq!(IdempotencyKey::parse(&UUID.to_uppercase()), Some(key));
    assert_eq!(key.to_string(), UUID);
    for uuid in [
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    ] {
        let key = IdempotencyKey::parse(uuid).unwrap();
        assert_eq!(key.to_string(), uuid.to_lowercase());
    }
}

#[test]
fn other_strings_are_not_keys() {
    let invalid = [
        String::new(),
        UUID.replace('-', ""),
        format!("{{{UUID}}}"),
        format!(" {UUID}"),
        format!("{UUID}0"),
        UUID.replacen('0', "g", 1),
        UUID.replacen('0', "+", 1),
        UUID.replacen('-', "0", 1),
        UUID.replacen("01", "0-", 1),
        UUID.replacen("01", "é", 1),
        "-".repeat(36),
    ];
    for text in invalid {
        assert_eq!(IdempotencyKey::parse(&text), None, "{text}");
    }
}

#[test]
fn the_debug_output_does_not_contain_the_key() {
    let key = IdempotencyKey::parse(UUID).unwrap();
    assert_eq!(format!("{key:?}"), "IdempotencyKey");
}

proptest! {
    #[test]
    fn a_key_from_random_bytes_is_a_uuid_of_version_4(bytes: [u8; 16]) {
        let key = IdempotencyKey::from_random_bytes(bytes);
        let uuid = key.to_string();
        prop_assert_eq!(IdempotencyKey::parse(&uuid), Some(key));
        prop_assert_eq!(&uuid[14..15], "4");
        prop_assert!("89ab".contains(&uuid[19..20]));
        for (index, (byte, random)) in key.as_bytes().iter().zip(bytes).enumerate() {
            prop_assert!(*byte == random || [6, 8].contains(&index));
        }
    }

    #[test]
    fn parsing_never_panics(text in any::<String>(), like_a_uuid in "[0-9a-fA-F-]{36}") {
        let _ = IdempotencyKey::parse(&text);
        let _ = IdempotencyKey::parse(&like_a_uuid);
    }
}
