//! URLs and headers of requests to an endpoint.

use open_ticket::ticket::IdempotencyKey;
use open_ticket::wire::{outcome_url, token_header};

const KEY: &str = "0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6";

#[test]
fn the_key_of_an_outcome_is_in_the_path_or_in_the_query_if_the_endpoint_has_one() {
    let key = IdempotencyKey::parse(KEY).unwrap();
    for (endpoint, before_key) in [
        ("/api/ticket", "/api/ticket/"),
        ("/api/ticket/", "/api/ticket/"),
        (
            "/index.php?m=open_ticket&action=ticket",
            "/index.php?m=open_ticket&action=ticket&key=",
        ),
        ("?a=1", "?a=1&key="),
        ("/ticket?", "/ticket?&key="),
        ("/ticket?next=/a/", "/ticket?next=/a/&key="),
        ("", "/"),
    ] {
        assert_eq!(
            outcome_url(endpoint, key),
            format!("{before_key}{KEY}"),
            "{endpoint}"
        );
    }
}

#[test]
fn a_token_of_a_cookie_session_is_not_sent_as_authorization() {
    for (token, name, value) in [
        ("a.b.c", "authorization", "Bearer a.b.c"),
        ("csrf:7f3a", "x-csrf-token", "7f3a"),
        ("csrf:", "x-csrf-token", ""),
        ("CSRF:7f3a", "authorization", "Bearer CSRF:7f3a"),
        ("a.csrf:c", "authorization", "Bearer a.csrf:c"),
    ] {
        assert_eq!(token_header(token), (name, value.to_owned()), "{token}");
    }
}
