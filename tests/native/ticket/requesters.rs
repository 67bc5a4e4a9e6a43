//! Names, email addresses and ids.

use open_ticket::ticket::{
    ClientId, DepartmentId, EmailAddress, FieldId, InvalidText, Name, Related, ServiceId,
    is_invisible,
};
use proptest::prelude::*;

#[test]
fn addresses_that_browsers_accept_are_valid() {
    for text in [
        "ada@example.com",
        "a.b+c@mail.example.co.uk",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        "user@xn--mnchen-3ya.de",
        "jürgen@münchen.de",
        "用户@例子.公司",
        "max@maßanfertigung.de",
        "ada@faß.example",
        "βόλος@ΒΌΛΟΣ.com",
        "post@ju\u{308}rgen.de",
        "ईमेल@उदाहरण.परीक्षा",
        "ผู้ใช้@ตัวอย่าง.ไทย",
        "بريد@مثال.إختبار",
        "0@0.0",
    ] {
        assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text);
    }
}

#[test]
fn undeliverable_addresses_are_refused() {
    for text in [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@example.",
        "ada@.com",
        "ada@a..b",
        "ada@-a.com",
        "ada@a-.com",
        "a b@example.com",
        "ada@exa mple.com",
        "ada@@example.com",
        "a@b@example.com",
        "ada@example.com, eve@example.com",
        "Ada <ada@example.com>",
        "ada@example.com\nBcc: eve@example.com",
        "ada\u{202e}@example.com",
        "ada＠example.com",
        "ada@example。com",
        "ada@“example”.com",
        "ada@exam\0ple.com",
        "ada@example.com…",
        "«ada@example.com»",
        "ada–lovelace@example.com",
        "ada@example.com、eve",
        "ada@example.com، eve",
        "📧ada@example.com",
        "ada@example.com→",
    ] {
        assert!(EmailAddress::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_address_may_contain_every_letter_and_digit_that_is_visible() {
    let is_letter = |c: &char| c.is_alphanumeric() && !is_invisible(*c);
    for c in ('\u{80}'..=char::MAX).filter(is_letter) {
        assert!(
            EmailAddress::parse(&format!("{c}@{c}.com")).is_ok(),
            "{c:?}"
        );
    }
}

/// Ranges of characters that a part of an address may consist of, with which the WHMCS add-on is tested, too.
/// `UPDATE_CASES=1 cargo test --test native requesters` writes them.
#[test]
fn the_stored_ranges_are_the_characters_of_an_address() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/native/fixtures/address-characters.json"
    );
    let mut ranges: Vec<[u32; 2]> = Vec::new();
    for c in ('\0'..=char::MAX).filter(|c| EmailAddress::parse(&format!("a{c}a@a.aa")).is_ok()) {
        let c = u32::from(c);
        match ranges.last_mut() {
            Some([_, last]) if *last + 1 == c => *last = c,
            _ => ranges.push([c, c]),
        }
    }
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(path, serde_json::to_string(&ranges).unwrap() + "\n").unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap();
    let stored: Vec<[u32; 2]> = serde_json::from_str(&stored).unwrap();
    assert_eq!(stored, ranges, "update the ranges with UPDATE_CASES=1");
}

#[test]
fn invisible_characters_around_an_address_are_removed() {
    for text in [
        " ada@example.com\n",
        "\u{feff}ada@example.com\u{a0}",
        "\u{200b}ada@example.com\u{3000}\u{200e}",
        "\u{2068}ada@example.com\u{2069}",
    ] {
        let address = EmailAddress::parse(text).unwrap();
        assert_eq!(address.as_str(), "ada@example.com", "{text:?}");
    }
}

#[test]
fn an_address_is_limited_to_the_length_that_mail_servers_support() {
    let domain = format!("{}.{}.com", "a".repeat(63), "b".repeat(63));
    let local = |length| format!("{}@{domain}", "l".repeat(length));
    assert!(EmailAddress::parse(&local(64)).is_ok());
    assert!(EmailAddress::parse(&local(65)).is_err());
    assert!(EmailAddress::parse(&format!("a@{}.com", "b".repeat(64))).is_err());
    let with_bytes =
        |bytes: usize| format!("a@{}{}", "0123456789.".repeat(22), "c".repeat(bytes - 244));
    assert_eq!(with_bytes(254).len(), 254);
    assert!(EmailAddress::parse(&with_bytes(254)).is_ok());
    assert!(EmailAddress::parse(&with_bytes(255)).is_err());
}

#[test]
fn a_name_is_a_single_line_that_is_not_blank() {
    assert_eq!(
        Name::parse("\u{feff}Ada Lovelace ").unwrap().as_str(),
        "Ada Lovelace"
    );
    assert_eq!(Name::parse(" \u{a0}"), Err(InvalidText::Blank));
    assert_eq!(
        Name::parse("Ada\r\nBcc: eve@example.com"),
        Err(InvalidText::ControlCharacter)
    );
}

#[test]
fn zero_is_not_an_id() {
    assert_eq!(DepartmentId::new(0), None);
    assert_eq!(FieldId::new(0), None);
    assert_eq!(ClientId::new(1).map(ClientId::get), Some(1));
    assert_eq!(ServiceId::new(u32::MAX).unwrap().to_string(), "4294967295");
}

#[test]
fn a_service_or_domain_has_a_short_form() {
    for text in ["S1", "D7", "S4294967295"] {
        assert_eq!(Related::parse(text).unwrap().to_string(), text);
    }
    for text in [
        "",
        "S",
        "S0",
        "1",
        "X1",
        "s1",
        "S-1",
        "S1 ",
        "S4294967296",
        "S1D1",
        "ß1",
        "🎫1",
    ] {
        assert_eq!(Related::parse(text), None, "{text:?}");
    }
}

proptest! {
    /// Nothing is converted: a domain with `ß` is not the one with `ss`.
    #[test]
    fn an_address_in_any_script_is_kept_as_typed(
        local in "[\\p{L}\\p{Nd}&&[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{Han}\\p{Arabic}]]{1,9}",
        label in "[\\p{L}&&[\\p{Latin}\\p{Greek}\\p{Thai}\\p{Devanagari}]][\u{300}-\u{34e}\u{350}-\u{36f}]{0,2}[\\p{M}&&[\u{900}-\u{eff}]]{0,3}",
    ) {
        let text = format!("{local}@{label}.example");
        let address = EmailAddress::parse(&text);
        prop_assert_eq!(address.as_ref().map(EmailAddress::as_str), Ok(text.as_str()), "{:?}", text);
    }

    #[test]
    fn a_valid_address_cannot_contain_a_second_one(text in any::<String>()) {
        if let Ok(address) = EmailAddress::parse(&text) {
            let is_separator = |c: char| c.is_control() || c.is_whitespace() || ",;<>\"()".contains(c);
            prop_assert!(!address.as_str().contains(is_separator));
            prop_assert_eq!(address.as_str().matches('@').count(), 1);
        }
    }

    #[test]
    fn parsing_a_short_form_never_panics(text in any::<String>()) {
        if let Some(related) = Related::parse(&text) {
            prop_assert_eq!(Related::parse(&related.to_string()), Some(related));
        }
    }
}
