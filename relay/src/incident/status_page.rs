//! The JSON of a status page, in the format of Statuspage's `summary.json` and `status.json`.

use crate::fetch_source::one_line;
use open_ticket::rules::Incident;
use open_ticket::url::is_linkable;
use serde_json::Value;

/// Maximum length of an incident's text, in characters.
const MAX_TEXT_CHARS: usize = 200;

/// States of incidents that are over.
const ENDED: [&str; 3] = ["resolved", "completed", "postmortem"];

/// The response has neither a status nor incidents.
#[derive(Debug, thiserror::Error)]
#[error("the response is not the JSON of a status page")]
pub struct NotAStatusPage;

/// Returns the first incident that is not over, or else the description of a status that is not
/// `none`.
///
/// # Errors
/// [`NotAStatusPage`].
pub fn current_incident(json: &[u8]) -> Result<Option<Incident>, NotAStatusPage> {
    let page: Value = serde_json::from_slice(json).map_err(|_| NotAStatusPage)?;
    let (status, incidents) = (&page["status"], &page["incidents"]);
    if !status.is_object() && !incidents.is_array() {
        return Err(NotAStatusPage);
    }
    let is_open = |incident: &&Value| {
        let status = incident["status"].as_str().unwrap_or_default();
        !ENDED.contains(&status.to_ascii_lowercase().as_str())
    };
    let open = incidents.as_array().into_iter().flatten().filter(is_open);
    let mut named =
        open.filter_map(|incident| to_incident(&incident["name"], &incident["shortlink"]));
    if let Some(incident) = named.next() {
        return Ok(Some(incident));
    }
    match status["indicator"].as_str() {
        None | Some("none" | "") => Ok(None),
        Some(_) => Ok(to_incident(&status["description"], &page["page"]["url"])),
    }
}

/// Returns an incident with its text in one line. `None` without text.
fn to_incident(text: &Value, url: &Value) -> Option<Incident> {
    let text = one_line(text.as_str()?);
    let text = match text.chars().count() {
        0 => return None,
        1..=MAX_TEXT_CHARS => text,
        _ => text.chars().take(MAX_TEXT_CHARS - 1).chain(['…']).collect(),
    };
    let url = url.as_str().map(str::trim);
    let url = url.filter(|url| is_linkable(url));
    Some(Incident {
        text,
        url: url.map(str::to_owned),
    })
}
