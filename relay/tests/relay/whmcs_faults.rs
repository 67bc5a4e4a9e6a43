//! Faults of api.php: each leads to the right error code, after exactly one request to api.php.

use crate::support::Relay;
use open_ticket_test_support::{Form, HttpResponse, attachments, noise};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Fake api.php that reads a request and passes the connection to a function.
struct FakeApi {
    url: String,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl FakeApi {
    fn new(respond: impl Fn(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&bodies);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let body = read_request(&mut stream);
                log.lock().unwrap().push(body);
                respond(&mut stream);
            }
        });
        Self { url, bodies }
    }

    fn responding(
        status: &'static str,
        content_type: &'static str,
        body: impl Into<String>,
    ) -> Self {
        let body = body.into();
        Self::new(move |stream| {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\
                 location: /elsewhere\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            // The relay may stop reading.
            let _ = stream.write_all(body.as_bytes());
        })
    }

    #[track_caller]
    fn assert_response(&self, form: &Form, status: u16, code: &str) -> HttpResponse {
        self.assert_response_within(TIMEOUT, form, status, code)
    }

    #[track_caller]
    fn assert_response_within(
        &self,
        timeout: Duration,
        form: &Form,
        status: u16,
        code: &str,
    ) -> HttpResponse {
        let relay = Relay::for_api(&self.url, timeout);
        let response = relay.post("/api/ticket", form.body());
        assert_eq!(
            (response.status, response.code().as_str()),
            (status, code),
            "{}",
            response.text()
        );
        let bodies = self.bodies.lock().unwrap();
        let opened = bodies
            .iter()
            .filter(|body| body.contains("action=OpenTicket&"));
        assert_eq!(opened.count(), 1, "exactly one request");
        drop(bodies);
        assert!(!response.text().contains("the-operators-secret"));
        response
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let (mut request, mut buffer) = (Vec::new(), [0; 65_536]);
    loop {
        let count = stream.read(&mut buffer).unwrap();
        request.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&request);
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
fn a_successful_response_is_returned_and_the_request_has_the_credentials() {
    let opened = r#"{"result":"success","id":7,"tid":"ABC 1","c":"k"}"#;
    let api = FakeApi::responding("200 OK", "application/json", opened);
    let response = api.assert_response(&Form::ticket(), 200, "").json();
    assert_eq!(response["tid"], "ABC 1");
    assert_eq!(response["c"], "k");
    let bodies = api.bodies.lock().unwrap();
    for pair in [
        "action=OpenTicket",
        "responsetype=json",
        "secret=the-operators-secret",
    ] {
        assert!(bodies[0].split('&').any(|one| one == pair), "{pair}");
    }
}

#[test]
fn a_response_that_is_not_from_whmcs_leaves_the_outcome_unknown() {
    for (status, body) in [
        ("200 OK", "<html>Please prove that you are human</html>"),
        ("200 OK", ""),
        ("200 OK", "{\"result\":\"succ"),
        ("200 OK", "null"),
        ("500 Internal Server Error", "Fatal error"),
        ("502 Bad Gateway", "<html>Bad gateway</html>"),
        ("503 Service Unavailable", ""),
    ] {
        FakeApi::responding(status, "text/html", body).assert_response(
            &Form::ticket(),
            502,
            "unknown",
        );
    }
}

#[test]
fn the_message_for_a_page_in_place_of_a_response_says_so() {
    let page = "<html>Please prove that you are human</html>";
    let api = FakeApi::responding("200 OK", "text/html", page);
    let response = api.assert_response(&Form::ticket(), 502, "unknown");
    assert!(response.message().starts_with("A page was sent instead"));
    assert!(!response.text().contains("human"), "{}", response.text());
}

#[test]
fn a_large_invalid_response_leaves_the_outcome_unknown() {
    FakeApi::responding("200 OK", "application/json", "x".repeat(3 << 20)).assert_response(
        &Form::ticket(),
        502,
        "unknown",
    );
}

#[test]
fn an_incomplete_response_leaves_the_outcome_unknown() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"result\":\"success\"";
    for sent in ["", "HTTP/1.1 200", head] {
        let api = FakeApi::new(move |stream| {
            stream.write_all(sent.as_bytes()).unwrap();
            stream.shutdown(Shutdown::Both).unwrap();
        });
        api.assert_response(&Form::ticket(), 502, "unknown");
    }
}

#[test]
fn a_response_timeout_leaves_the_outcome_unknown() {
    let api = FakeApi::new(|stream| {
        // Returns when the relay disconnects.
        let _ = stream.read(&mut [0]);
    });
    api.assert_response_within(Duration::from_millis(300), &Form::ticket(), 504, "unknown");
}

#[test]
fn without_a_connection_no_ticket_was_opened() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let relay = Relay::for_api(&format!("http://127.0.0.1:{port}/api.php"), TIMEOUT);
    let response = relay.post("/api/ticket", Form::ticket().body());
    assert_eq!(
        (response.status, response.code().as_str()),
        (503, "unavailable")
    );
}

#[test]
fn failures_of_the_setup_are_not_disclosed_to_visitors() {
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
        // Inconclusive: a firewall may replace the response of an action that was completed.
        ("403 Forbidden", "<html>Blocked by a firewall</html>"),
        ("404 Not Found", "<html>Not found</html>"),
        ("302 Found", ""),
        ("307 Temporary Redirect", ""),
    ] {
        let api = FakeApi::responding(status, "application/json", body);
        let (code, error) = match body.contains("result") {
            true => (503, "unavailable"),
            false => (502, "unknown"),
        };
        let response = api.assert_response(&Form::ticket(), code, error);
        for word in [
            "Authentication",
            "credential",
            "IP",
            "192.0.2.7",
            "firewall",
            "Permission",
        ] {
            assert!(!response.message().contains(word), "{}", response.message());
        }
    }
}

/// PHP discards a body over its `post_max_size`, and WHMCS then reports a missing action or missing
/// credentials.
#[test]
fn a_large_body_that_php_discards_is_reported_as_too_large() {
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
    ] {
        FakeApi::responding(status, "application/json", body).assert_response(
            &form,
            413,
            "too_large",
        );
    }
}
