//! Authentication of clients by the site's token.

use crate::support::{Relay, SIGNING_KEY, bearer, claims, now, signed_token, token};
use open_ticket_test_support::Form;
use serde_json::{Value, json};

const TICKET: &str = "/api/ticket";

/// Returns a ticket without name and email address, as the form sends it for a signed-in client.
fn client_ticket() -> Form {
    Form::ticket().without("name").without("email")
}

fn open_ticket(relay: &Relay, form: &Form, token: &str) -> Value {
    let response = relay.open_ticket_with(form, &[("authorization", &bearer(token))]);
    assert_eq!(response.status, 200, "{}", response.text());
    let opened = response.json();
    assert_eq!(opened["result"], "success", "{opened}");
    let id = opened["id"].as_str().unwrap();
    relay.call_sandbox(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]))
}

#[track_caller]
fn assert_rejected(relay: &Relay, form: &Form, token: &str, code: &str) {
    let response = relay.open_ticket_with(form, &[("authorization", &bearer(token))]);
    assert_eq!(
        (response.status, response.code().as_str()),
        (401, code),
        "{token}"
    );
    assert!(response.header("www-authenticate").starts_with("Bearer"));
    let rules = relay.get_with(TICKET, &[("authorization", &bearer(token))]);
    assert_eq!(
        (rules.status, rules.code().as_str()),
        (401, code),
        "{token}"
    );
}

#[test]
fn a_ticket_with_a_token_belongs_to_its_client() {
    let relay = Relay::with_sandbox();
    let ticket = open_ticket(&relay, &client_ticket(), &token(&claims(1)));
    assert_eq!(ticket["userid"], "1");
    assert_eq!(ticket["name"], "Ada Lovelace");
    assert_eq!(ticket["email"], "ada@example.com");
}

#[test]
fn a_token_can_name_a_user_or_contact() {
    let relay = Relay::with_sandbox();
    let mut of_contact = claims(1);
    of_contact["contact"] = 1.into();
    let ticket = open_ticket(&relay, &client_ticket(), &token(&of_contact));
    assert_eq!(ticket["contactid"], "1");
    assert_eq!(ticket["name"], "Mary Somerville");
    // PHP reads ids from its session as strings.
    let mut of_user = claims(1);
    of_user["client"] = "1".into();
    of_user["user"] = "2".into();
    assert_eq!(
        open_ticket(&relay, &client_ticket(), &token(&of_user))["name"],
        "Charles Babbage"
    );
}

#[test]
fn name_and_email_address_in_the_body_are_ignored_with_a_token() {
    let relay = Relay::with_sandbox();
    let form = Form::ticket()
        .with("name", "Somebody Else")
        .with("email", "else@example.net");
    assert_eq!(
        open_ticket(&relay, &form, &token(&claims(2)))["name"],
        "Grace Hopper"
    );
}

#[test]
fn a_signed_in_client_can_choose_a_department_for_clients() {
    let relay = Relay::with_sandbox();
    let ticket = open_ticket(
        &relay,
        &client_ticket().with("deptid", "2"),
        &token(&claims(1)),
    );
    assert_eq!(ticket["deptname"], "Billing");
}

#[test]
fn an_expired_token_has_its_own_code() {
    let relay = Relay::with_sandbox();
    let mut old = claims(1);
    old["iat"] = (now() - 700).into();
    old["exp"] = (now() - 1).into();
    assert_rejected(&relay, &client_ticket(), &token(&old), "token_expired");
    assert_eq!(relay.stored_rows(), 0);
}

#[test]
fn an_invalid_token_is_rejected() {
    let relay = Relay::with_sandbox();
    let valid = token(&claims(1));
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let (head, rest) = valid.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let other_payload = token(&claims(2));
    let other_payload = other_payload.split('.').nth(1).unwrap();
    let with = |key: &str, value: Value| {
        let mut claims = claims(1);
        claims[key] = value;
        token(&claims)
    };
    let mut without_expiry = claims(1);
    without_expiry.as_object_mut().unwrap().remove("exp");
    let mut without_audience = claims(1);
    without_audience.as_object_mut().unwrap().remove("aud");
    for invalid in [
        signed_token(
            &header,
            &claims(1),
            "another key that is as long as the first one",
        ),
        signed_token(&json!({ "alg": "none" }), &claims(1), SIGNING_KEY),
        signed_token(&json!({ "alg": "HS512" }), &claims(1), SIGNING_KEY),
        signed_token(&json!({ "alg": "RS256" }), &claims(1), SIGNING_KEY),
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
        token(&without_expiry),
        token(&without_audience),
    ] {
        assert_rejected(&relay, &client_ticket(), &invalid, "token_invalid");
    }
    for scheme in ["Basic c2FuZGJveA==", "Bearer", "Token x"] {
        let response = relay.open_ticket_with(&client_ticket(), &[("authorization", scheme)]);
        assert_eq!(
            (response.status, response.code().as_str()),
            (401, "token_invalid")
        );
    }
    assert_eq!(relay.stored_rows(), 0);
}

/// Duplicate tickets are prevented by the idempotency key, not by the token.
#[test]
fn a_token_can_be_used_more_than_once() {
    let relay = Relay::with_sandbox();
    let token = token(&claims(1));
    let first = open_ticket(&relay, &client_ticket(), &token);
    assert_ne!(
        first["tid"],
        open_ticket(&relay, &client_ticket(), &token)["tid"]
    );
}

#[test]
fn the_rules_include_the_client_and_their_services() {
    let relay = Relay::with_sandbox();
    let mut with_name = claims(1);
    with_name["name"] = "Ada Lovelace".into();
    with_name["email"] = "ada@example.com".into();
    let authorization = bearer(&token(&with_name));
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
fn a_token_can_contain_the_services() {
    let relay = Relay::with_sandbox();
    let mut with_services = claims(1);
    with_services["services"] = json!([{ "id": "1", "name": "My server", "status": "Active" }]);
    let authorization = bearer(&token(&with_services));
    let rules = relay.get_with(TICKET, &[("authorization", &authorization)]);
    let expected = json!([{ "id": "S1", "name": "My server", "status": "Active" }]);
    assert_eq!(rules.json()["related"], expected);
    let form = client_ticket().with("domainid", "1");
    let response = relay.open_ticket_with(&form, &[("authorization", &authorization)]);
    assert_eq!((response.status, response.code().as_str()), (422, "rule"));
}

#[test]
fn a_service_is_accepted_only_for_its_client() {
    let relay = Relay::with_sandbox();
    for (name, own, other, stored) in [("serviceid", "1", "2", "S1"), ("domainid", "1", "2", "D1")]
    {
        let ticket = open_ticket(&relay, &client_ticket().with(name, own), &token(&claims(1)));
        assert_eq!(ticket["service"], stored);
        let authorization = bearer(&token(&claims(1)));
        let form = client_ticket().with(name, other);
        let response = relay.open_ticket_with(&form, &[("authorization", &authorization)]);
        assert_eq!(
            (response.status, response.code().as_str()),
            (422, "rule"),
            "{name}"
        );
        assert_eq!(response.json()["field"], "related");
        let guest = relay.post(TICKET, Form::ticket().with(name, own).body());
        assert_eq!(
            (guest.status, guest.code().as_str()),
            (422, "rule"),
            "{name}"
        );
    }
}

/// WHMCS returns user names, passwords and IP addresses of services.
#[test]
fn no_other_properties_of_a_service_are_returned() {
    let relay = Relay::with_sandbox();
    let authorization = bearer(&token(&claims(1)));
    let rules = relay.get_with(TICKET, &[("authorization", &authorization)]);
    let text = rules.text();
    let products = relay.call_sandbox(&Form::of(&[
        ("action", "GetClientsProducts"),
        ("clientid", "1"),
    ]));
    let product = &products["products"]["product"][0];
    for secret in ["username", "password", "dedicatedip"] {
        let value = product[secret].as_str().unwrap();
        assert!(!value.is_empty(), "the sandbox returns {secret}");
        assert!(!text.contains(value), "{secret}");
    }
}
