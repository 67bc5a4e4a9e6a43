//! The line about a known incident, above the form.

use crate::form::Form;
use crate::ui::dom::{El, el};
use crate::ui::text;

/// Creates the line, if the rules contain an incident. It is part of the form from the first frame, so that
/// the layout does not shift; later rules do not change it.
pub fn incident_line(form: &Form) -> Option<El> {
    let incident = form.rules()?.incident.as_ref()?;
    let line = el("p").class("incident").attr("role", "status");
    let line = line.child(text::INCIDENT_PREFIX);
    Some(match &incident.url {
        None => line.child(incident.text.as_str()),
        Some(url) => {
            let link = el("a").attr("href", url.as_str());
            let link = link.attr("target", "_blank").attr("rel", "noopener");
            line.child(link.child(incident.text.as_str()))
        }
    })
}
