//! Suggestions for addresses with a typing error in their domain.

use open_ticket::ticket::{EmailAddress, suggested_email};
use proptest::prelude::*;

#[test]
fn one_typing_error_in_the_domain_of_a_large_provider_is_corrected() {
    for (typed, meant) in [
        ("ada@gmial.com", "ada@gmail.com"),
        ("ada@gamil.com", "ada@gmail.com"),
        ("ada@gmal.com", "ada@gmail.com"),
        ("ada@gmaill.com", "ada@gmail.com"),
        ("ada@gnail.com", "ada@gmail.com"),
        ("ada@gmail.con", "ada@gmail.com"),
        ("ada@gmail.co", "ada@gmail.com"),
        ("ada@gmail.comm", "ada@gmail.com"),
        ("ada@gmailcom", "ada@gmail.com"),
        ("ada@GMIAL.com", "ada@gmail.com"),
        ("ada@googelmail.com", "ada@googlemail.com"),
        ("ada@hotmial.com", "ada@hotmail.com"),
        ("ada@hotmail.cm", "ada@hotmail.com"),
        ("ada@icoud.com", "ada@icloud.com"),
        ("ada@outlok.com", "ada@outlook.com"),
        ("ada@protonmial.com", "ada@protonmail.com"),
        ("ada@yaho.com", "ada@yahoo.com"),
        ("ada@yahho.com", "ada@yahoo.com"),
        ("ada@yahoo.cou.k", "ada@yahoo.co.uk"),
        (
            "  ada.lovelace+whmcs@gmial.com ",
            "ada.lovelace+whmcs@gmail.com",
        ),
        ("Ada@gmial.com", "Ada@gmail.com"),
        ("\"a@b\"@gmial.com", "\"a@b\"@gmail.com"),
    ] {
        assert_eq!(suggested_email(typed).as_deref(), Some(meant), "{typed}");
    }
}

#[test]
fn other_domains_and_unfinished_addresses_have_no_suggestion() {
    for typed in [
        "",
        "ada",
        "ada@",
        "@gmial.com",
        "ada@gmail",
        "ada@gmail.com",
        "ada@GMAIL.COM",
        "ada@yahoo.co.uk",
        "ada@mail.com",
        "ada@email.com",
        "ada@ymail.com",
        "ada@cloud.com",
        "ada@gmx.de",
        "ada@web.de",
        "ada@example.com",
        "ada@gmail.com.example",
        "ada@hotmail.co.uk",
        "ada@outlook.de",
        "ada@yahoo.fr",
        "ada@gmäil.com",
        "ada@gamail.co",
    ] {
        assert_eq!(suggested_email(typed), None, "{typed}");
    }
}

proptest! {
    /// A suggestion is an address that the form accepts, and is never corrected again.
    #[test]
    fn a_suggestion_is_accepted_and_final(local in "[a-z0-9.+-]{1,20}", at in 0..9_usize, c in "[a-z.]") {
        let mut domain = "gmail.com".to_owned();
        domain.replace_range(at..=at, &c);
        let address = format!("{local}@{domain}");
        if let Some(suggestion) = suggested_email(&address) {
            prop_assert!(EmailAddress::parse(&suggestion).is_ok());
            prop_assert_eq!(suggested_email(&suggestion), None);
            prop_assert_ne!(suggestion, address);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,40}") {
        let _ = suggested_email(&text);
    }
}
