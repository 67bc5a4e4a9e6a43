//! Attributes of the `<open-ticket>` element that the form reads.

use crate::form::Prefill;
use crate::ticket::{DepartmentId, Priority, Related};
use web_sys::Element;

/// Returns the `token` attribute. It is read before each request, since tokens are short-lived.
pub fn token(host: &Element) -> Option<String> {
    host.get_attribute("token")
}

/// Returns the prefilled values: `department`, `related`, `priority`, `name`, `email`, `subject`
/// and `message`. Values that cannot be parsed are ignored.
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
