//! Response formats: JSON and WHMCS's XML.

use super::whmcs_xml::xml_document;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use open_ticket::wire::parameter_names;
use open_ticket_http_responses::{NO_STORE, json};
use serde_json::Value;

/// Format of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseFormat {
    /// JSON.
    Json,
    /// WHMCS's XML.
    Xml,
}

impl ResponseFormat {
    /// Parses `responsetype`, which is not case-sensitive. Default: JSON.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "" | parameter_names::JSON => Some(Self::Json),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// Returns the response to an action. `content` must be a JSON object.
    pub fn respond(self, status: StatusCode, action: &str, content: &Value) -> Response {
        match self {
            Self::Json => (status, json(content.to_string())).into_response(),
            Self::Xml => {
                let content_type = HeaderValue::from_static("application/xml");
                let headers = [(header::CONTENT_TYPE, content_type), NO_STORE];
                (status, headers, xml_document(action, content)).into_response()
            }
        }
    }
}
