//! An api.php that misbehaves: each time the right code, and exactly one request.

use crate::support::{Answer, Form, Relay, attachments, noise};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

/// An api.php of a few lines: reads a request and does with the connection what it is told to.
struct Upstream {
    url: String,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Upstream {
    fn new(respond: impl Fn(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&bodies);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let body = read_request(&mut stream);
                seen.lock().unwrap().push(body);
                respond(&mut stream);
            }
        });
        Self { url, bodies }
    }

    fn saying(status: &'static str, content_type: &'static str, body: impl Into<String>) -> Self {
        let body = body.into();
        Self::new(move |stream| {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\
                 location: /elsewhere\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            // The relay need not read all of it.
            let _ = stream.write_all(body.as_bytes());
        })
    }

    #[track_caller]
    fn answers(&self, form: &Form, status: u16, code: &str) -> Answer {
        self.answers_within(PATIENCE, form, status, code)
    }

    #[track_caller]
    fn answers_within(&self, patience: Duration, form: &Form, status: u16, code: &str) -> Answer {
        let relay = Relay::before(&self.url, patience);
        let answer = relay.post("/api/ticket", form.body());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{}",
            answer.text()
        );
        assert_eq!(self.bodies.lock().unwrap().len(), 1, "one request, no more");
        assert!(!answer.text().contains("the-operators-secret"));
        answer
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let (mut read, mut buffer) = (Vec::new(), [0; 65_536]);
    loop {
        let count = stream.read(&mut buffer).unwrap();
        read.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&read);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .to_ascii_lowercase()
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        if body.len() >= length || count == 0 {
            return body.to_owned();
        }
    }
}

#[test]
fn a_yes_is_passed_on_and_the_request_carries_the_credentials() {
    let yes = r#"{"result":"success","id":7,"tid":"ABC 1","c":"k"}"#;
    let upstream = Upstream::saying("200 OK", "application/json", yes);
    let answer = upstream.answers(&Form::ticket(), 200, "").json();
    assert_eq!(answer["tid"], "ABC 1");
    assert_eq!(answer["c"], "k");
    let bodies = upstream.bodies.lock().unwrap();
    for pair in [
        "action=OpenTicket",
        "responsetype=json",
        "secret=the-operators-secret",
    ] {
        assert!(bodies[0].split('&').any(|one| one == pair), "{pair}");
    }
}

#[test]
fn a_hooks_own_refusal_is_passed_on() {
    let no = r#"{"result":"error","message":"We are <b>closed</b>"}"#;
    let answer =
        Upstream::saying("200 OK", "application/json", no).answers(&Form::ticket(), 200, "");
    assert_eq!(answer.message(), "We are <b>closed</b>");
}

#[test]
fn what_is_no_answer_of_whmcs_leaves_the_outcome_unknown() {
    for (status, body) in [
        ("200 OK", "<html>Please prove that you are human</html>"),
        ("200 OK", ""),
        ("200 OK", "{\"result\":\"succ"),
        ("200 OK", "null"),
        ("500 Internal Server Error", "Fatal error"),
        ("502 Bad Gateway", "<html>Bad gateway</html>"),
        ("503 Service Unavailable", ""),
    ] {
        Upstream::saying(status, "text/html", body).answers(&Form::ticket(), 502, "unknown");
    }
}

#[test]
fn an_answer_without_end_is_cut() {
    Upstream::saying("200 OK", "application/json", "x".repeat(3 << 20)).answers(
        &Form::ticket(),
        502,
        "unknown",
    );
}

#[test]
fn an_answer_that_breaks_off_leaves_the_outcome_unknown() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"result\":\"success\"";
    for said in ["", "HTTP/1.1 200", head] {
        let upstream = Upstream::new(move |stream| {
            stream.write_all(said.as_bytes()).unwrap();
            stream.shutdown(Shutdown::Both).unwrap();
        });
        upstream.answers(&Form::ticket(), 502, "unknown");
    }
}

#[test]
fn an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown() {
    let upstream = Upstream::new(|stream| {
        // Until the relay hangs up.
        let _ = stream.read(&mut [0]);
    });
    upstream.answers_within(Duration::from_millis(300), &Form::ticket(), 504, "unknown");
}

#[test]
fn where_nobody_listens_nothing_was_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let relay = Relay::before(&format!("http://127.0.0.1:{port}/api.php"), PATIENCE);
    let answer = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (503, "unavailable")
    );
}

#[test]
fn what_the_operator_has_to_mend_is_none_of_the_visitors_business() {
    for (status, body) in [
        (
            "403 Forbidden",
            r#"{"result":"error","message":"Authentication Failed"}"#,
        ),
        (
            "403 Forbidden",
            r#"{"result":"error","message":"Invalid or missing credentials"}"#,
        ),
        (
            "200 OK",
            r#"{"result":"error","message":"Authentication Failed"}"#,
        ),
        ("403 Forbidden", "result=error;message=Invalid IP 192.0.2.7"),
        (
            "403 Forbidden",
            r#"{"result":"error","message":"Invalid Permissions: API action \"openticket\" is not allowed"}"#,
        ),
        (
            "400 Bad Request",
            r#"{"result":"error","message":"Empty action request"}"#,
        ),
        ("403 Forbidden", "<html>Blocked by a firewall</html>"),
        ("404 Not Found", "<html>Not found</html>"),
        ("302 Found", ""),
        ("307 Temporary Redirect", ""),
    ] {
        let upstream = Upstream::saying(status, "application/json", body);
        let answer = upstream.answers(&Form::ticket(), 503, "unavailable");
        for word in [
            "Authentication",
            "credential",
            "IP",
            "192.0.2.7",
            "firewall",
            "Permission",
        ] {
            assert!(!answer.message().contains(word), "{}", answer.message());
        }
    }
}

/// PHP drops a body over its `post_max_size` and WHMCS then misses the action: the visitor used to
/// read about authentication where the files were too large.
#[test]
fn a_large_body_that_php_dropped_was_too_large() {
    let form = Form::ticket().with(
        "attachments",
        attachments(&[("a.bin", &noise(2_000_000)), ("b.bin", &noise(900_000))]),
    );
    for (status, body) in [
        (
            "400 Bad Request",
            r#"{"result":"error","message":"Empty action request"}"#,
        ),
        (
            "403 Forbidden",
            r#"{"result":"error","message":"Invalid or missing credentials"}"#,
        ),
        ("413 Content Too Large", "<html>413</html>"),
    ] {
        Upstream::saying(status, "application/json", body).answers(&form, 413, "too_large");
    }
}
