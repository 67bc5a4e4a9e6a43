//! Text is stored as PHP delivers it.

use crate::support::{Form, PhpServer, TestSandbox, URLENCODED};
use open_ticket_test_support::post;

/// Characters at the ends of a line that the form and the relay remove.
const INVISIBLE: [&str; 8] = [
    " ", "   ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{2800}",
];

/// Characters of a message that the form and the relay remove or replace.
const CONTROLS: [&str; 9] = [
    "\0",
    "\u{1b}[31m",
    "\u{1b}]0;title\u{7}",
    "\u{9b}1m",
    "\u{7f}",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    " \t\r\n",
];

/// Returns `text` with each of the characters at its start, at its end, at both ends, and between two
/// copies of it.
fn with_each(text: &str, characters: &[&str]) -> Vec<String> {
    let texts = characters.iter().map(|characters| {
        [
            format!("{characters}{text}"),
            format!("{text}{characters}"),
            format!("{text}{characters}{text}"),
            format!("{characters}{text}{characters}"),
        ]
    });
    texts.flatten().collect()
}

/// PHP's own `$_POST` is the reference.
#[test]
fn text_is_stored_as_php_delivers_it() {
    let (php, sandbox) = (PhpServer::start("post.php"), TestSandbox::start());
    let lines = with_each("A question", &INVISIBLE);
    let messages = with_each("It does not work.", &[&INVISIBLE[..], &CONTROLS].concat());
    for (index, message) in messages.iter().enumerate() {
        let line = |offset: usize| lines[(index + offset) % lines.len()].as_str();
        let form = Form::ticket()
            .with("subject", line(0))
            .with("name", line(5))
            .with("message", message.as_str());
        let body = form.clone().with_credentials().body();
        let in_php = post(&php.url, body, &[("content-type", URLENCODED)]).json();
        let ticket = sandbox.get_ticket(&sandbox.open(&form));
        assert_eq!(ticket["subject"], in_php["post"]["subject"], "{form:?}");
        assert_eq!(ticket["name"], in_php["post"]["name"], "{form:?}");
        let stored = &ticket["replies"]["reply"][0]["message"];
        assert_eq!(*stored, in_php["post"]["message"], "{form:?}");
    }
}

#[test]
fn an_address_with_invisible_ends_is_refused() {
    let sandbox = TestSandbox::start();
    for address in with_each("ada@example.com", &INVISIBLE) {
        let response = sandbox.call(&Form::ticket().with("email", address.as_str()));
        assert_eq!(response["message"], "Email Address Invalid", "{address:?}");
    }
    // A client's own address is used, regardless of the request's content.
    let by_client = Form::ticket().with("email", " a@b.example ");
    let opened = sandbox.open(&by_client.with("clientid", "1"));
    assert_eq!(sandbox.get_ticket(&opened)["email"], "ada@example.com");
}
