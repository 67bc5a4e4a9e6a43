//! How an answer is written: as JSON, or as WHMCS's XML.

use crate::error::json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::wire::names;
use quick_xml::escape::escape;
use serde_json::Value;

/// The version of WHMCS whose parameters the sandbox knows; its XML names it.
pub const WHMCS_VERSION: &str = "8.12.0";

/// The value of `responsetype` that asks for XML.
const XML: &str = "xml";

/// In which format an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// WHMCS's JSON.
    Json,
    /// WHMCS's XML.
    Xml,
}

impl Format {
    /// The format of a `responsetype`, whose letters' case does not matter; JSON for a blank one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "" | names::JSON => Some(Self::Json),
            XML => Some(Self::Xml),
            _ => None,
        }
    }

    /// The answer to `action`, which is an object.
    pub fn write(self, status: StatusCode, action: &str, answer: &Value) -> Response {
        match self {
            Self::Json => (status, json(answer.to_string())).into_response(),
            Self::Xml => (status, xml(document(action, answer))).into_response(),
        }
    }
}

fn xml(body: String) -> impl IntoResponse {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/xml"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body)
}

fn document(action: &str, answer: &Value) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"{WHMCS_VERSION}\">\n"
    );
    element("action", &action.to_ascii_lowercase().into(), &mut xml);
    for name in ["result", "message"] {
        if let Some(value) = answer.get(name) {
            element(name, value, &mut xml);
        }
    }
    for (name, value) in answer.as_object().into_iter().flatten() {
        if !matches!(name.as_str(), "result" | "message") {
            element(name, value, &mut xml);
        }
    }
    xml.push_str("</whmcsapi>\n");
    xml
}

/// A value under a name of the sandbox's own; a list is its name once for each entry.
fn element(name: &str, value: &Value, xml: &mut String) {
    if let Value::Array(entries) = value {
        for entry in entries {
            element(name, entry, xml);
        }
        return;
    }
    xml.extend(["<", name, ">"]);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                element(name, value, xml);
            }
        }
        Value::String(text) => push_text(text, xml),
        Value::Number(number) => xml.push_str(&number.to_string()),
        // As PHP writes a yes and a no.
        Value::Bool(true) => xml.push('1'),
        Value::Bool(false) | Value::Null | Value::Array(_) => {}
    }
    xml.extend(["</", name, ">\n"]);
}

/// A text as XML 1.0 can hold it. A bare carriage return would be read as a line feed, and most
/// control characters cannot be there at all: the replacement character shows where one was.
fn push_text(text: &str, xml: &mut String) {
    let allowed: String = text
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect();
    xml.push_str(&escape(allowed).replace('\r', "&#13;"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_is_its_name_once_for_each_entry() {
        let answer = json!({
            "result": "success",
            "tickets": { "ticket": [{ "id": "1" }, { "id": "2" }] },
            "none": { "one": [] },
            "yes": true,
            "no": false,
            "count": 2,
        });
        assert_eq!(
            document("GetTickets", &answer),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"8.12.0\">\n\
             <action>gettickets</action>\n<result>success</result>\n<count>2</count>\n<no></no>\n\
             <none></none>\n<tickets><ticket><id>1</id>\n</ticket>\n<ticket><id>2</id>\n</ticket>\n\
             </tickets>\n<yes>1</yes>\n</whmcsapi>\n"
        );
    }

    #[test]
    fn a_text_cannot_leave_its_element() {
        let mut xml = String::new();
        push_text("<b>&amp;]]>\"'\r\n\u{1}\u{ffff}🎫", &mut xml);
        assert_eq!(
            xml,
            "&lt;b&gt;&amp;amp;]]&gt;&quot;&apos;&#13;\n\u{fffd}\u{fffd}🎫"
        );
    }
}
