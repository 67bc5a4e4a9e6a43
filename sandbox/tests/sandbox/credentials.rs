//! Authentication.

use crate::support::{Form, TestSandbox};
use open_ticket_test_support::{URLENCODED, get, post};

#[test]
fn wrong_credentials_are_refused() {
    let sandbox = TestSandbox::start();
    for (identifier, secret, message) in [
        ("sandbox", "wrong", "Authentication Failed"),
        ("wrong", "sandbox", "Authentication Failed"),
        ("sandbox", "sandbox1", "Authentication Failed"),
        ("sandbox", " ", "Invalid or missing credentials"),
        ("", "", "Invalid or missing credentials"),
    ] {
        let form = Form::ticket()
            .with("identifier", identifier)
            .with("secret", secret);
        let response = sandbox.post(form.body());
        assert_eq!(
            (response.status, response.message().as_str()),
            (403, message)
        );
    }
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn the_older_names_of_the_credentials_are_accepted() {
    let sandbox = TestSandbox::start();
    let form = Form::ticket()
        .with("username", "sandbox")
        .with("password", "sandbox");
    assert_eq!(sandbox.post(form.body()).json()["result"], "success");
}

#[test]
fn either_pair_of_credentials_is_accepted_but_no_mixture() {
    let sandbox = TestSandbox::start();
    let status = |pairs: &[(&str, &str)]| {
        let form = pairs
            .iter()
            .fold(Form::ticket(), |form, (name, value)| form.and(name, *value));
        sandbox.post(form.body()).status
    };
    let (valid, invalid) = ("sandbox", "x");
    for (pairs, expected) in [
        (vec![("identifier", valid), ("secret", valid)], 200),
        (vec![("username", valid), ("password", valid)], 200),
        (
            vec![
                ("identifier", " "),
                ("secret", ""),
                ("username", valid),
                ("password", valid),
            ],
            200,
        ),
        (
            vec![
                ("identifier", valid),
                ("username", valid),
                ("password", valid),
            ],
            200,
        ),
        (vec![("identifier", valid), ("password", valid)], 403),
        (
            vec![
                ("identifier", invalid),
                ("secret", invalid),
                ("username", valid),
                ("password", valid),
            ],
            403,
        ),
        (vec![("username", valid), ("password", "")], 403),
        (vec![("username", valid), ("password", invalid)], 403),
        (vec![("accesskey", valid)], 403),
        (
            vec![
                ("identifier", valid),
                ("secret", valid),
                ("accesskey", "any"),
            ],
            200,
        ),
    ] {
        assert_eq!(status(&pairs), expected, "{pairs:?}");
    }
}

#[test]
fn credentials_in_the_url_are_ignored() {
    let sandbox = TestSandbox::start();
    let query = "?identifier=sandbox&secret=sandbox&action=OpenTicket";
    let url = format!("{}{query}", sandbox.api_url());
    let response = post(&url, Form::ticket().body(), &[("content-type", URLENCODED)]);
    let message = response.message();
    assert!(
        message.starts_with("Invalid or missing credentials: ") && message.contains("URL"),
        "{message}"
    );
    assert_eq!(get(&url, &[]).status, 400);
}
