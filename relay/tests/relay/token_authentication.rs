//! Authentication of clients by the site's token.

use crate::support::{
    EXAMPLE_CONFIG, Relay, SIGNING_KEY, WorkingDirectory, bearer, claims, now, signed_token, token,
};
use open_ticket_test_support::{Form, client};
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
    let response = relay.open_ticket_with(&client_ticket(), &[("authorization", "Bearer")]);
    assert_eq!(
        (response.status, response.code().as_str()),
        (401, "token_invalid")
    );
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

/// Returns a signed token whose claims are this text. JSON values cannot express every notation.
fn token_of_text(claims: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part("{\"alg\":\"HS256\"}"), part(claims));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SIGNING_KEY.as_bytes());
    let signature = ring::hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn rules_of(relay: &Relay, token: &str) -> Value {
    let rules = relay.get_with(TICKET, &[("authorization", &bearer(token))]);
    assert_eq!(rules.status, 200, "{}", rules.text());
    rules.json()
}

/// RFC 7519, sections 2 (`NumericDate`), 4.1.3 (`aud`) and 4.1.5 (`nbf`).
#[test]
fn every_notation_of_a_claim_is_read() {
    let relay = Relay::with_sandbox();
    let (iat, exp) = (now(), now() + 600);
    let common = "\"services\": [], \"x\": {\"y\": [1]}";
    for claims in [
        format!("\"aud\": \"open-ticket\", \"iat\": {iat}.25, \"exp\": {exp}.75, \"client\": 1"),
        format!(
            "\"aud\": \"open-ticket\", \"iat\": {}e-2, \"exp\": {}.0E+1, \"client\": 1.0",
            iat * 100,
            exp / 10
        ),
        format!("\"aud\": [\"open-ticket\"], \"iat\": {iat}, \"exp\": {exp}, \"client\": \"1\""),
        format!(
            "\"aud\": [\"crm\", null, \"open-ticket\"], \"iat\": {iat}, \"exp\": {exp}, \"client\": 1e0"
        ),
        format!(
            "\"aud\": \"open-ticket\", \"iat\": {iat}, \"exp\": {exp}, \"nbf\": {iat}.5, \"client\": 1"
        ),
        format!(
            "\"aud\": \"open-ticket\", \"iat\": {iat}, \"exp\": {exp}, \"client\": 1, \"nbf\": null, \
             \"user\": null, \"contact\": null, \"name\": null, \"email\": null, \"domains\": null, \
             \"iss\": {{\"a\": 1}}, \"sub\": 7, \"jti\": null"
        ),
        format!(
            "\"aud\": \"open-ticket\", \"iat\": {iat}, \"exp\": {exp}, \"client\": 1, \"user\": 0, \
             \"contact\": \"0\""
        ),
    ] {
        let rules = rules_of(&relay, &token_of_text(&format!("{{{claims}, {common}}}")));
        assert!(rules["requester"].is_object(), "{claims}");
    }
}

#[test]
fn a_null_in_a_service_is_an_absent_value() {
    let relay = Relay::with_sandbox();
    let mut with_services = claims(1);
    with_services["services"] = json!([
        { "id": 1, "name": "My server", "status": null },
        { "id": 2, "name": null },
        { "id": null, "name": "none" },
        { "id": 0, "name": "none" },
        null,
    ]);
    with_services["domains"] = json!([{ "id": 3.0, "name": "example.com" }]);
    assert_eq!(
        rules_of(&relay, &token(&with_services))["related"],
        json!([
            { "id": "S1", "name": "My server", "status": "" },
            { "id": "S2", "name": "#2", "status": "" },
            { "id": "D3", "name": "example.com", "status": "" },
        ])
    );
}

/// A site can require its own login for the page, which sends another header.
#[test]
fn credentials_of_other_schemes_are_ignored() {
    let relay = Relay::with_sandbox();
    for scheme in [
        "Basic c2FuZGJveA==",
        "Digest username=\"Bearer x\"",
        "Negotiate YII=",
        "x",
    ] {
        let other = ("authorization", scheme);
        let rules = relay.get_with(TICKET, &[other]);
        assert_eq!(
            (rules.status, &rules.json()["requester"]),
            (200, &Value::Null)
        );
        let response = relay.open_ticket_with(&Form::ticket(), &[other]);
        assert_eq!(response.json()["result"], "success", "{scheme}");
        let bearer = bearer(&token(&claims(1)));
        let rules = relay.get_with(TICKET, &[other, ("authorization", &bearer)]);
        assert!(rules.json()["requester"].is_object(), "{scheme}");
        let lower_case = bearer.replacen("Bearer", "bEARER", 1);
        let rules = relay.get_with(TICKET, &[("authorization", &lower_case), other]);
        assert!(rules.json()["requester"].is_object(), "{scheme}");
    }
}

/// Token, and the claim and the reason in the log.
fn refused_tokens() -> Vec<(String, &'static str, &'static str)> {
    let with = |key: &str, value: Value| {
        let mut claims = claims(1);
        claims[key] = value;
        token(&claims)
    };
    let with_header = |header: Value| signed_token(&header, &claims(1), SIGNING_KEY);
    let hs256 = json!({ "alg": "HS256" });
    let other_key = "another key that is as long as the first one";
    let text = "it must be a string";
    let date = "it must be a number of seconds since 1970";
    let id = "it must be an id: a number or a string of digits";
    let list = "it must be a list of objects with id, name and status";
    let now = now();
    vec![
        (
            with("nbf", (now + 120).into()),
            "nbf",
            "it is in the future",
        ),
        (with("nbf", "canary".into()), "nbf", date),
        (
            with("iat", (now + 120).into()),
            "iat",
            "it is in the future",
        ),
        (with("iat", Value::Null), "iat", "it is missing"),
        (
            with("exp", (now - 1).into()),
            "exp",
            "the token has expired",
        ),
        (
            with("exp", (now + 902).into()),
            "exp",
            "it is more than 15 minutes after iat",
        ),
        (with("exp", Value::Null), "exp", "it is missing"),
        (with("exp", "canary".into()), "exp", date),
        (with("aud", Value::Null), "aud", "it is missing"),
        (
            with("aud", "canary".into()),
            "aud",
            "it does not include open-ticket",
        ),
        (
            with("aud", json!(["canary"])),
            "aud",
            "it does not include open-ticket",
        ),
        (
            with("aud", json!([])),
            "aud",
            "it does not include open-ticket",
        ),
        (
            with("aud", json!({ "canary": 1 })),
            "aud",
            "it must be a string or a list of strings",
        ),
        (with("client", Value::Null), "client", "it is missing"),
        (with("client", 0.into()), "client", "it must be 1 or more"),
        (with("client", 1.5.into()), "client", id),
        (with("client", "canary".into()), "client", id),
        (with("user", json!(["canary"])), "user", id),
        (with("name", json!(7)), "name", text),
        (with("email", json!({ "canary": 1 })), "email", text),
        (with("services", "canary".into()), "services", list),
        (
            with("domains", json!([{ "id": 1, "name": 7 }])),
            "domains",
            list,
        ),
        (
            with_header(json!({ "alg": "HS256", "crit": ["exp"] })),
            "crit",
            "the relay understands no extensions",
        ),
        (
            with_header(json!({ "alg": "HS256", "crit": [] })),
            "crit",
            "the relay understands no extensions",
        ),
        (
            with_header(json!({ "alg": "none" })),
            "alg",
            "it must be HS256",
        ),
        (
            with_header(json!({ "alg": "HS512" })),
            "alg",
            "it must be HS256",
        ),
        (
            signed_token(&hs256, &claims(1), other_key),
            "signature",
            "it was not made with the signing key",
        ),
        (
            token_of_text("[]"),
            "claims",
            "they must be a JSON object without repeated names",
        ),
        (
            token_of_text("{\"exp\":1,\"exp\":2}"),
            "claims",
            "they must be a JSON object without repeated names",
        ),
        (
            "canary".to_owned(),
            "token",
            "it is not three dot-separated base64url parts",
        ),
        ("x".repeat(70_000), "token", "it is longer than 64 KiB"),
    ]
}

#[test]
fn every_refused_token_has_one_log_line_with_claim_and_reason() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--sandbox", "--port", "0", "--log-format", "json"]);
    let relay = directory.start_command(command.env("OPEN_TICKET_SIGNING_KEY", SIGNING_KEY));
    let url = format!("http://{}{TICKET}", relay.address);
    let refused = refused_tokens();
    for (token, claim, reason) in &refused {
        let request = client().get(&url).header("authorization", bearer(token));
        assert_eq!(request.send().unwrap().status(), 401, "{claim} {reason}");
    }
    let bytes = reqwest::header::HeaderValue::from_bytes(b"Bearer \xff").unwrap();
    let request = client().get(&url).header("authorization", bytes);
    assert_eq!(request.send().unwrap().status(), 401);
    drop(relay);
    let log = std::fs::read_to_string(directory.log()).unwrap();
    let lines = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let logged: Vec<_> = lines
        .filter(|line| line["fields"]["message"] == "a token was refused")
        .map(|line| {
            let field = |name: &str| line["fields"][name].as_str().unwrap().to_owned();
            (field("claim"), field("reason"))
        })
        .collect();
    let expected = refused.iter().map(|(_, claim, reason)| (*claim, *reason));
    let expected: Vec<_> = expected
        .chain([("token", "it is not ASCII")])
        .map(|(claim, reason)| (claim.to_owned(), reason.to_owned()))
        .collect();
    assert_eq!(logged, expected);
    assert!(!log.contains("canary"), "{log}");
    for (token, ..) in &refused {
        assert!(!log.contains(token.as_str()), "{token}");
    }
}
