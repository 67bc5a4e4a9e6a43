//! The JSON of an incident, in the rules.

use crate::rules::Incident;
use crate::url::is_linkable;
use serde_json::{Value, json};

/// Encodes an incident.
pub(super) fn encode_incident(incident: &Incident) -> Value {
    json!({ "text": incident.text, "url": incident.url })
}

/// Decodes an incident. `None` if there is no text.
pub(super) fn decode_incident(value: &Value) -> Option<Incident> {
    let text = |key: &str| value[key].as_str();
    let url = text("url").filter(|url| is_linkable(url));
    Some(Incident {
        text: text("text")?.to_owned(),
        url: url.map(str::to_owned),
    })
}
