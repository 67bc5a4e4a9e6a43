//! Messages for requests whose parameters are not in a form body.
//!
//! WHMCS's own messages for such requests do not name the cause: PHP leaves `$_POST` empty. Each
//! message starts with WHMCS's message, which clients compare, and states where the parameters belong.
//! No message repeats a value or an unknown name: both may contain the secret.

use axum::http::{HeaderMap, Method, Uri, header};

/// WHMCS's message for a request without an action.
const EMPTY_ACTION: &str = "Empty action request";

/// A form that can be copied.
const EXPECTED: &str = "Send POST with Content-Type: application/x-www-form-urlencoded and a body like \
    action=OpenTicket&deptid=1&subject=Hello&message=World";

/// Properties of a request, apart from its parameters.
#[derive(Clone, Copy, Debug)]
pub struct RequestShape {
    is_post: bool,
    has_query: bool,
    is_form: bool,
    body: BodyShape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BodyShape {
    Empty,
    Json,
    Other,
}

impl RequestShape {
    /// Describes a request whose body has not been read.
    pub fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE);
        let content_type = content_type.map_or(&b""[..], |value| value.as_bytes());
        let is_type = |name: &str| {
            let beginning = content_type.get(..name.len());
            beginning.is_some_and(|text| text.eq_ignore_ascii_case(name.as_bytes()))
        };
        Self {
            is_post: method == Method::POST,
            has_query: uri.query().is_some_and(|query| !query.is_empty()),
            is_form: is_type("application/x-www-form-urlencoded") || is_type("multipart/form-data"),
            body: BodyShape::Empty,
        }
    }

    /// Adds the description of the body.
    pub fn with_body(self, body: &[u8]) -> Self {
        let body = match body.trim_ascii_start().first() {
            None => BodyShape::Empty,
            Some(b'{' | b'[' | b'"') => BodyShape::Json,
            Some(_) => BodyShape::Other,
        };
        Self { body, ..self }
    }

    /// Returns `true` if PHP fills `$_POST` for the method.
    pub const fn is_post(self) -> bool {
        self.is_post
    }

    /// Returns the message for a request without an action.
    pub fn empty_action(self) -> String {
        let cause = if !self.is_post && self.has_query {
            "the parameters are in the URL, where credentials end up in logs."
        } else if !self.is_post {
            "the method is not POST."
        } else if self.body == BodyShape::Empty && self.has_query {
            "the body is empty, and parameters in the URL are not read: credentials would end up in logs."
        } else if self.body == BodyShape::Empty {
            "the body is empty."
        } else if !self.is_form {
            "the Content-Type is not that of a form, and PHP reads the parameters of forms only."
        } else if self.body == BodyShape::Json {
            "the body is JSON."
        } else {
            "the body has no parameter named action. Each parameter is a separate pair, not JSON."
        };
        format!("{EMPTY_ACTION}: {cause} {EXPECTED}")
    }

    /// Returns the message for a request with missing or wrong credentials: `message` is WHMCS's.
    pub fn no_credentials(self, message: &str) -> String {
        if self.has_query {
            format!(
                "{message}: parameters in the URL are not read, because credentials would end up in logs. \
                 Send them in the body of the form"
            )
        } else {
            message.to_owned()
        }
    }
}
