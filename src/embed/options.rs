//! What the page asks for by attributes.

use crate::form::Prefill;
use crate::ticket::{DepartmentId, Priority, Related};
use web_sys::Element;

/// Where the relay is unless the page says otherwise.
const ENDPOINT: &str = "/api/ticket";

/// `endpoint`: the URL of the relay.
pub fn endpoint(host: &Element) -> String {
    host.get_attribute("endpoint")
        .unwrap_or_else(|| ENDPOINT.to_owned())
}

/// `token`: who is signed in, as the site mints it. It is read before each request, for it is
/// short-lived.
pub fn token(host: &Element) -> Option<String> {
    host.get_attribute("token")
}

/// `department`, `related`, `priority`, `name`, `email`, `subject` and `message`: what the page
/// fills in. What is no valid value fills in nothing.
pub fn prefill(host: &Element) -> Prefill {
    let text = |name| host.get_attribute(name).unwrap_or_default();
    Prefill {
        department: text("department").parse().ok().and_then(DepartmentId::new),
        related: Related::parse(&text("related")),
        priority: Priority::parse(&text("priority")),
        name: text("name"),
        email: text("email"),
        subject: text("subject"),
        message: text("message"),
    }
}
