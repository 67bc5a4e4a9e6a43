//! Who asks: the relay decides it by the site's token, and by nothing else.

use crate::support::{Form, Relay, SIGNING_KEY};
use crate::token::{bearer, claims, now, signed, token};
use serde_json::{Value, json};

const TICKET: &str = "/api/ticket";

/// A ticket without name and address, as a form sends it for whoever is signed in.
fn unnamed() -> Form {
    Form::ticket().without("name").without("email")
}

fn open(relay: &Relay, form: &Form, token: &str) -> Value {
    let answer = relay.open_with(form, &[("authorization", &bearer(token))]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let opened = answer.json();
    assert_eq!(opened["result"], "success", "{opened}");
    let id = opened["id"].as_str().unwrap();
    relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

#[track_caller]
fn refused(relay: &Relay, form: &Form, token: &str, code: &str) {
    let answer = relay.open_with(form, &[("authorization", &bearer(token))]);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, code),
        "{token}"
    );
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    let rules = relay.get_with(TICKET, &[("authorization", &bearer(token))]);
    assert_eq!(
        (rules.status, rules.code().as_str()),
        (401, code),
        "{token}"
    );
}

#[test]
fn a_token_opens_as_its_client() {
    let relay = Relay::sandbox();
    let ticket = open(&relay, &unnamed(), &token(&claims(1)));
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["email"], "ada@example.com");
}

#[test]
fn a_token_names_the_person_too() {
    let relay = Relay::sandbox();
    let mut of_contact = claims(1);
    of_contact["contact"] = 1.into();
    let ticket = open(&relay, &unnamed(), &token(&of_contact));
    assert_eq!(ticket["contactid"], "1");
    assert_eq!(ticket["name"], "Mary Somerville");
    // What PHP reads from its session is a text.
    let mut of_user = claims(1);
    of_user["client"] = "1".into();
    of_user["user"] = "2".into();
    assert_eq!(
        open(&relay, &unnamed(), &token(&of_user))["name"],
        "Charles Babbage"
    );
}

#[test]
fn name_and_address_in_the_body_do_not_count_beside_a_token() {
    let relay = Relay::sandbox();
    let form = Form::ticket()
        .with("name", "Somebody Else")
        .with("email", "else@example.net");
    assert_eq!(
        open(&relay, &form, &token(&claims(2)))["name"],
        "Grace Hopper"
    );
}

#[test]
fn a_signed_in_client_may_choose_what_guests_may_not() {
    let relay = Relay::sandbox();
    let ticket = open(&relay, &unnamed().with("deptid", "2"), &token(&claims(1)));
    assert_eq!(ticket["deptname"], "Billing");
}

#[test]
fn a_token_that_has_run_out_is_told_apart() {
    let relay = Relay::sandbox();
    let mut old = claims(1);
    old["iat"] = (now() - 700).into();
    old["exp"] = (now() - 1).into();
    refused(&relay, &unnamed(), &token(&old), "token_expired");
    assert_eq!(relay.rows(), 0);
}

#[test]
fn a_token_that_is_not_the_sites_is_refused() {
    let relay = Relay::sandbox();
    let good = token(&claims(1));
    let usual = json!({ "alg": "HS256", "typ": "JWT" });
    let (head, rest) = good.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let other_payload = token(&claims(2));
    let other_payload = other_payload.split('.').nth(1).unwrap();
    let with = |key: &str, value: Value| {
        let mut claims = claims(1);
        claims[key] = value;
        token(&claims)
    };
    let mut endless = claims(1);
    endless.as_object_mut().unwrap().remove("exp");
    let mut for_nobody = claims(1);
    for_nobody.as_object_mut().unwrap().remove("aud");
    for forged in [
        signed(
            &usual,
            &claims(1),
            "another key that is as long as the first one",
        ),
        signed(&json!({ "alg": "none" }), &claims(1), SIGNING_KEY),
        signed(&json!({ "alg": "HS512" }), &claims(1), SIGNING_KEY),
        signed(&json!({ "alg": "RS256" }), &claims(1), SIGNING_KEY),
        format!("{head}.{other_payload}.{signature}"),
        format!("{head}.{payload}."),
        format!("{head}.{payload}"),
        "nonsense".to_owned(),
        String::new(),
        "x".repeat(70_000),
        with("aud", "another-service".into()),
        with("exp", (now() + 901).into()),
        with("iat", (now() + 300).into()),
        with("client", 0.into()),
        with("client", (-1).into()),
        with("client", "1 OR 1=1".into()),
        with("client", json!([1])),
        with("exp", "never".into()),
        token(&json!({ "aud": "open-ticket", "iat": now(), "exp": now() + 600 })),
        token(
            &json!({ "aud": "open-ticket", "iat": now(), "exp": now() + 600, "client": 1, "user": 1, "contact": 1 }),
        ),
        token(&endless),
        token(&for_nobody),
    ] {
        refused(&relay, &unnamed(), &forged, "token_invalid");
    }
    for scheme in ["Basic c2FuZGJveA==", "Bearer", "Token x"] {
        let answer = relay.open_with(&unnamed(), &[("authorization", scheme)]);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, "token_invalid")
        );
    }
    assert_eq!(relay.rows(), 0);
}

/// A token may be used again until it ends: one ticket per intent is the key's work.
#[test]
fn a_token_may_be_used_again() {
    let relay = Relay::sandbox();
    let token = token(&claims(1));
    let first = open(&relay, &unnamed(), &token);
    assert_ne!(first["tid"], open(&relay, &unnamed(), &token)["tid"]);
}

#[test]
fn the_rules_are_those_of_the_client() {
    let relay = Relay::sandbox();
    let mut known = claims(1);
    known["name"] = "Ada Lovelace".into();
    known["email"] = "ada@example.com".into();
    let authorization = bearer(&token(&known));
    let rules = relay.get_with(TICKET, &[("authorization", &authorization)]);
    let rules = rules.json();
    assert_eq!(
        rules["requester"],
        json!({ "name": "Ada Lovelace", "email": "ada@example.com" })
    );
    let related = json!([
        { "id": "S1", "name": rules["related"][0]["name"], "status": "Active" },
        { "id": "D1", "name": "example.com", "status": "Active" },
    ]);
    assert_eq!(rules["related"], related);
    let name = rules["related"][0]["name"].as_str().unwrap();
    assert!(name.starts_with("Cloud Server M"), "{name}");
}

#[test]
fn a_token_may_name_what_is_owned() {
    let relay = Relay::sandbox();
    let mut named = claims(1);
    named["services"] = json!([{ "id": "1", "name": "My server", "status": "Active" }]);
    let authorization = bearer(&token(&named));
    let rules = relay.get_with(TICKET, &[("authorization", &authorization)]);
    let owned = json!([{ "id": "S1", "name": "My server", "status": "Active" }]);
    assert_eq!(rules.json()["related"], owned);
    let form = unnamed().with("domainid", "1");
    let answer = relay.open_with(&form, &[("authorization", &authorization)]);
    assert_eq!((answer.status, answer.code().as_str()), (422, "rule"));
}

#[test]
fn a_service_is_accepted_for_its_client_only() {
    let relay = Relay::sandbox();
    for (name, own, other, short) in [("serviceid", "1", "2", "S1"), ("domainid", "1", "2", "D1")] {
        let ticket = open(&relay, &unnamed().with(name, own), &token(&claims(1)));
        assert_eq!(ticket["service"], short);
        let authorization = bearer(&token(&claims(1)));
        let form = unnamed().with(name, other);
        let answer = relay.open_with(&form, &[("authorization", &authorization)]);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (422, "rule"),
            "{name}"
        );
        assert_eq!(answer.json()["field"], "related");
        let guest = relay.post(TICKET, Form::ticket().with(name, own).body());
        assert_eq!(
            (guest.status, guest.code().as_str()),
            (422, "rule"),
            "{name}"
        );
    }
}

/// What WHMCS tells of a service besides its name is never in an answer.
#[test]
fn nothing_else_of_a_service_leaves_the_relay() {
    let relay = Relay::sandbox();
    let authorization = bearer(&token(&claims(1)));
    let rules = relay.get_with(TICKET, &[("authorization", &authorization)]);
    let text = rules.text();
    let products = relay.ask(&Form::of(&[
        ("action", "GetClientsProducts"),
        ("clientid", "1"),
    ]));
    let product = &products["products"]["product"][0];
    for secret in ["username", "password", "dedicatedip"] {
        let value = product[secret].as_str().unwrap();
        assert!(!value.is_empty(), "{secret} is there to be kept back");
        assert!(!text.contains(value), "{secret}");
    }
}
