//! Errors of servers in front of the relay: firewalls and proxies. The form's text depends on the
//! status, and on the outcome that the relay reports.

use super::support::{lookup_reason, renews_key, sending, sending_files};
use open_ticket::form::{Event, Form};
use open_ticket::locale::{self, failure};
use open_ticket::ticket::{Field, SendError, SubmissionOutcome};
use open_ticket::wire::decode_http_response;

const PAGE: &str = "<html><h1>Error</h1></html>";

fn error(status: u16, retry_after: Option<&str>) -> SendError {
    decode_http_response(status, retry_after, PAGE).unwrap_err()
}

/// Applies the response to a form, then, if the form looks up the outcome, the relay's response
/// that no ticket was opened. Returns all text that the form shows.
fn text_after(mut form: Form, status: u16) -> String {
    form.apply(Event::Failed(error(status, None)));
    if lookup_reason(&form).is_some() {
        form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
    }
    text_of(&form)
}

fn text_of(form: &Form) -> String {
    let problems = form.problems().iter();
    let mut texts: Vec<_> = problems
        .map(|problem| locale::violation(problem.field, None, &problem.violation))
        .collect();
    texts.extend(form.failure().map(|error| {
        let failure = failure(error);
        format!("{}. {} {}", failure.heading, failure.why, failure.remedy)
    }));
    assert_eq!(texts.len(), 1, "one message: {texts:?}");
    texts.concat()
}

#[test]
fn a_firewall_is_named_as_the_cause_with_a_remedy() {
    for form in [sending(), sending_files()] {
        let text = text_after(form, 403);
        assert!(
            text.contains("security filter blocked this message"),
            "{text}"
        );
        assert!(text.contains("Attach them as a file"), "{text}");
        assert!(text.contains("contact support another way"), "{text}");
    }
}

/// A response shows that the connection works.
#[test]
fn no_status_of_a_proxy_is_attributed_to_the_connection_unless_the_upload_was_too_slow() {
    for status in (400..=599).filter(|status| *status != 408) {
        for form in [sending(), sending_files()] {
            let text = text_after(form, status).to_lowercase();
            assert!(!text.contains("your connection"), "{status}: {text}");
            assert!(!text.contains("could not reach"), "{status}: {text}");
            assert!(!text.contains("in total"), "{status}: {text}");
            let is_named = matches!(status, 403 | 406 | 413 | 429);
            assert!(
                is_named || text.contains(&status.to_string()),
                "{status}: {text}"
            );
        }
    }
    assert!(text_after(sending(), 408).contains("too slow"));
}

#[test]
fn the_error_for_a_request_that_is_too_large_depends_on_its_files() {
    let text = text_after(sending(), 413);
    assert!(text.starts_with("Your message is larger"), "{text}");
    assert!(!text.contains("files"), "{text}");
    let text = text_after(sending_files(), 413);
    assert!(
        text.starts_with("Your message and files are larger"),
        "{text}"
    );
    let mut form = sending();
    form.apply(Event::Failed(error(413, None)));
    assert_eq!(form.problems()[0].field, Field::Message);
}

/// A status of class 5xx from a proxy does not show whether the relay behind it opened a ticket.
#[test]
fn after_a_gateway_error_the_relay_reports_whether_a_ticket_was_opened() {
    for status in [500, 502, 503, 504, 520, 599] {
        let mut form = sending();
        let effects = form.apply(Event::Failed(error(status, None)));
        assert!(lookup_reason(&form).is_some(), "{status}");
        assert!(!renews_key(&effects), "{status}");
        form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
        let text = text_of(&form);
        assert!(text.contains("not confirmed"), "{status}: {text}");
        assert!(!text.contains("no ticket was opened"), "{status}: {text}");
        assert!(text.contains("You will not get two tickets"), "{text}");

        let text = text_after(sending(), status);
        assert!(text.contains("no ticket was opened"), "{status}: {text}");
    }
}

#[test]
fn a_proxy_s_retry_after_is_respected_once_the_ticket_is_known_to_be_missing() {
    for (retry_after, seconds) in [
        (Some("30"), Some(30)),
        (Some("120"), Some(120)),
        (Some("121"), None),
        (None, Some(5)),
    ] {
        let mut form = sending();
        form.apply(Event::Failed(error(503, retry_after)));
        assert_eq!(form.seconds_until_retry(), None, "not before the lookup");
        form.apply(Event::OutcomeReceived(SubmissionOutcome::NotOpened));
        assert_eq!(form.seconds_until_retry(), seconds, "{retry_after:?}");

        // The same key opens no second ticket, but without a stated delay a user decides.
        let mut form = sending();
        form.apply(Event::Failed(error(503, retry_after)));
        form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
        let seconds = seconds.filter(|_| retry_after.is_some());
        assert_eq!(form.seconds_until_retry(), seconds, "{retry_after:?}");
    }
}

#[test]
fn a_rejected_request_is_not_looked_up() {
    for status in [400, 401, 403, 404, 405, 406, 413, 431] {
        let mut form = sending();
        form.apply(Event::Failed(error(status, None)));
        assert!(lookup_reason(&form).is_none(), "{status}");
    }
}
