//! Custom fields of a department.

use super::Pattern;
use crate::ticket::{CustomFieldAnswers, FieldId, trim_invisible};

/// Answer of a selected tick box. The answer of a cleared one is empty.
pub const TICK_BOX_ON: &str = "on";

/// A custom field of a department.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomField {
    /// WHMCS's id of the field.
    pub id: FieldId,
    /// Label.
    pub name: String,
    /// Kind of answer.
    pub kind: FieldKind,
    /// `true` if an answer is required.
    pub required: bool,
    /// Pattern that an answer must match.
    pub pattern: Option<Pattern>,
    /// Description of the pattern; may be empty.
    pub pattern_help: String,
    /// Initial answer; may be empty.
    pub default: String,
    /// Single-line description, with links that [`help_parts`](super::help_parts) finds; may be empty.
    pub help: String,
    /// Condition under which the field is visible. Default: always.
    pub shown_when: Option<ShownWhen>,
}

/// The kinds of custom fields in WHMCS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A single line.
    Text,
    /// A web address.
    Link,
    /// A single line that is masked while it is typed.
    Password,
    /// One of these options.
    DropDown(Vec<String>),
    /// A tick box: [`TICK_BOX_ON`] or the empty answer.
    TickBox,
    /// Several lines.
    TextArea,
}

/// Condition under which a custom field is visible: a particular answer to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWhen {
    /// The other custom field.
    pub field: FieldId,
    /// The answer to it.
    pub equals: String,
}

impl FieldKind {
    /// WHMCS's name of the kind.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Link => "link",
            Self::Password => "password",
            Self::DropDown(_) => "dropdown",
            Self::TickBox => "tickbox",
            Self::TextArea => "textarea",
        }
    }

    /// Returns `true` if the answer is typed in a single-line field.
    #[must_use]
    pub const fn is_single_line(&self) -> bool {
        matches!(self, Self::Text | Self::Link | Self::Password)
    }
}

impl CustomField {
    /// Returns the answer to send. A single-line answer is [trimmed](trim_invisible).
    #[must_use]
    pub fn trim<'a>(&self, answer: &'a str) -> &'a str {
        if self.kind.is_single_line() {
            trim_invisible(answer)
        } else {
            answer
        }
    }

    /// Returns `true` if the field is visible, given the answers so far.
    #[must_use]
    pub fn is_visible(&self, answers: &CustomFieldAnswers) -> bool {
        self.shown_when
            .as_ref()
            .is_none_or(|when| answers.get(when.field).unwrap_or_default() == when.equals)
    }
}
