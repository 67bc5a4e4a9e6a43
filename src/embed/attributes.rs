//! Attributes of the `<open-ticket>` element that the form reads.

use crate::form::Prefill;
use crate::rules::DraftScope;
use crate::ticket::{DepartmentId, Priority, Related};
use web_sys::Element;

/// Returns the `token` attribute. It is read before each request, since tokens are short-lived.
pub fn token(host: &Element) -> Option<String> {
    host.get_attribute("token")
}

/// Returns the scope of the attribute `draft`. An unknown value counts as `off`, because the page
/// intended a limit.
pub fn draft_scope(host: &Element) -> DraftScope {
    let name = host.get_attribute("draft");
    name.map_or_else(DraftScope::default, |name| {
        DraftScope::parse(name.trim()).unwrap_or(DraftScope::Off)
    })
}

/// Attributes of the prefilled values.
const PREFILL: [&str; 7] = [
    "department",
    "related",
    "priority",
    "name",
    "email",
    "subject",
    "message",
];

/// Returns the prefilled values. Values that cannot be parsed are ignored.
pub fn prefill(host: &Element) -> Prefill {
    let mut prefill = Prefill::default();
    for name in PREFILL {
        set_prefill(&mut prefill, name, host);
    }
    prefill
}

/// Returns `true` for the attribute of a prefilled value.
pub fn is_prefill(name: &str) -> bool {
    PREFILL.contains(&name)
}

/// Sets a prefilled value to the value of its attribute.
pub fn set_prefill(prefill: &mut Prefill, name: &str, host: &Element) {
    let text = host.get_attribute(name).unwrap_or_default();
    match name {
        "department" => prefill.department = text.parse().ok().and_then(DepartmentId::new),
        "related" => prefill.related = Related::parse(&text),
        "priority" => prefill.priority = Priority::parse(&text),
        "name" => prefill.name = text,
        "email" => prefill.email = text,
        "subject" => prefill.subject = text,
        _ => prefill.message = text,
    }
}
