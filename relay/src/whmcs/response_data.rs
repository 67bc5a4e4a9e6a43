//! Values that an action reads from a response of api.php.
//!
//! Response bodies are deserialized into these types, never into a tree: a list of 600,000 empty
//! objects takes 4 MiB as text, but hundreds of megabytes as `serde_json::Value`.

use super::response_limits::MAX_ROWS;

/// Names of the values that an action reads from a response.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResponseShape {
    /// Top-level values.
    pub values: &'static [&'static str],
    /// List, if the action returns one.
    pub list: Option<ListShape>,
}

/// List in a response, such as `tickets.ticket[]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListShape {
    /// Name of the list, such as `tickets`.
    pub list: &'static str,
    /// Name of its elements, such as `ticket`.
    pub element: &'static str,
    /// Values of each element.
    pub values: &'static [&'static str],
}

/// Content of a response of api.php.
#[derive(Clone, Debug)]
pub(super) struct ResponseData {
    /// Result of the action. `None` if it is missing, unknown or contradictory.
    pub result: Option<ActionResult>,
    /// Message of an error.
    pub message: Option<Box<str>>,
    /// Top-level values.
    pub values: Values,
    /// Elements of the list.
    pub rows: Vec<Values>,
    /// `true` if elements were omitted because there are more than [`MAX_ROWS`].
    pub is_truncated: bool,
    /// Deviation from a JSON object, if there is one.
    pub deviation: Option<Deviation>,
}

/// Result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionResult {
    /// The action was completed.
    Success,
    /// The action returned an error.
    Error,
}

/// Deviation of a response body from a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deviation {
    /// A PHP file was saved with a byte order mark.
    ByteOrderMark,
    /// Text before the object, such as a PHP warning.
    TextBefore,
    /// Text after the object. Only a success is reliable.
    TextAfter,
    /// The older `key=value` format.
    KeyValue,
    /// Bytes that are not UTF-8.
    NotUtf8,
}

/// Named values. WHMCS sends numbers both as numbers and as strings, so all are stored as text.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    names: &'static [&'static str],
    texts: Vec<Option<Box<str>>>,
}

impl ActionResult {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("success") {
            Some(Self::Success)
        } else if text.eq_ignore_ascii_case("error") {
            Some(Self::Error)
        } else {
            None
        }
    }
}

impl ResponseData {
    /// Returns data without content.
    pub(super) fn empty(shape: &ResponseShape) -> Self {
        Self {
            result: None,
            message: None,
            values: Values::new(shape.values),
            rows: Vec::new(),
            is_truncated: false,
            deviation: None,
        }
    }

    /// Returns `true` if the data contains the result of an action.
    pub(super) const fn has_result(&self) -> bool {
        self.result.is_some()
    }

    /// Returns `true` if the action was completed.
    pub(super) fn is_success(&self) -> bool {
        self.result == Some(ActionResult::Success)
    }

    /// Returns the message of an error, unless other text follows: the error may then be only a quotation
    /// in a longer output.
    pub(super) fn error_message(&self) -> Option<&str> {
        if self.result != Some(ActionResult::Error) || self.deviation == Some(Deviation::TextAfter)
        {
            return None;
        }
        Some(self.message.as_deref().unwrap_or_default().trim())
    }

    /// Returns the value of `totalresults`, if the action reads it.
    pub(super) fn total(&self) -> Option<usize> {
        self.values.number(TOTAL).map(|total| total as usize)
    }

    /// Adds an element of the list. Elements without any known value take no memory.
    pub(super) fn push_row(&mut self, row: Values) {
        if row.is_empty() {
            return;
        }
        if self.rows.len() < MAX_ROWS {
            self.rows.push(row);
        } else {
            self.is_truncated = true;
        }
    }
}

/// Name of the value with the number of elements on all pages.
pub(super) const TOTAL: &str = "totalresults";

impl Values {
    pub(super) const fn new(names: &'static [&'static str]) -> Self {
        Self {
            names,
            texts: Vec::new(),
        }
    }

    /// Stores a value if its name is known. Returns `false` for other names.
    pub(super) fn set(&mut self, name: &str, text: Option<Box<str>>) -> bool {
        let Some(index) = self.position(name) else {
            return false;
        };
        if self.texts.is_empty() {
            self.texts.resize(self.names.len(), None);
        }
        if let Some(value) = self.texts.get_mut(index) {
            *value = text;
        }
        true
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }

    /// Returns a text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(self.position(name)?)?.as_deref()
    }

    /// Returns a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.text(name)?.trim().parse().ok()
    }

    fn is_empty(&self) -> bool {
        self.texts.iter().all(Option::is_none)
    }
}
