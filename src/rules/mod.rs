//! This installation: its departments, its own questions, its limits; and what breaks them.
//!
//! The form judges by it before it sends, the relay judges by it before it forwards: one judge,
//! so that they never differ. Its JSON is [`wire::rules`](crate::wire::rules).

mod files;
mod judge;
mod kind;
mod pattern;
mod size;

pub use kind::{contradicts, is_picture, is_text, redrawn_as};
pub use pattern::{InvalidPattern, Pattern};
pub use size::{Words, files_bytes};

use crate::ticket::{CustomFields, DepartmentId, EmailAddress, FieldId, Name, Priority, Related};

/// What a tick box answers when it is ticked; cleared, it answers nothing at all.
pub const TICKED: &str = "on";

/// What one installation takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Where tickets can go, in the order to be shown.
    pub departments: Vec<Department>,
    /// The services and domains of the signed-in client; empty for a guest.
    pub related: Vec<RelatedChoice>,
    /// The priorities that are offered, in the order to be shown.
    pub priorities: Vec<Priority>,
    /// The one that is chosen at first.
    pub default_priority: Priority,
    /// Who is signed in.
    pub requester: Option<Known>,
    /// How much fits.
    pub limits: Limits,
    /// What a message may be made of.
    pub markdown: Markdown,
    /// How large a picture may be before it is made smaller, in megapixels; `None` leaves every
    /// picture as it is.
    pub shrink_over: Option<u32>,
    /// Where an opened ticket can be read, with `{tid}` and `{c}` in the place of its number and
    /// its access code; empty where there is no such page.
    pub ticket_url: String,
}

/// A department, as the form shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// A line about it; may be empty.
    pub description: String,
    /// Whether it takes tickets from signed-in clients only.
    pub clients_only: bool,
    /// Its own questions, in the order to be shown.
    pub fields: Vec<CustomField>,
}

/// One of a department's own questions.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomField {
    /// Its id.
    pub id: FieldId,
    /// The question.
    pub name: String,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// Whether it must be answered.
    pub required: bool,
    /// The form that an answer must have.
    pub pattern: Option<Pattern>,
    /// That form in words; may be empty.
    pub pattern_help: String,
    /// The answer to begin with; may be empty.
    pub default: String,
    /// A line about it; may be empty.
    pub help: String,
    /// When it is asked; `None` for always.
    pub shown_when: Option<ShownWhen>,
}

/// The kinds of custom fields that WHMCS has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// A web address.
    Link,
    /// One line that is not shown while it is typed.
    Password,
    /// One of these.
    DropDown(Vec<String>),
    /// Ticked or not: [`TICKED`] or the empty answer.
    TickBox,
    /// Several lines of text.
    TextArea,
}

/// A question that is asked only after a certain answer to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWhen {
    /// The other question.
    pub field: FieldId,
    /// The answer to it.
    pub equals: String,
}

/// A service or domain to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedChoice {
    /// Which.
    pub related: Related,
    /// Its name.
    pub name: String,
    /// How it stands, in WHMCS's word (`Active`, `Suspended`, …); may be empty.
    pub status: String,
}

/// Who is signed in, as far as the form shows it: what the site does not tell is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What to call them.
    pub name: Option<Name>,
    /// Where the answer goes.
    pub email: Option<EmailAddress>,
}

/// How much fits. Lengths are in Unicode code points, sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest subject.
    pub subject: usize,
    /// The longest message.
    pub message: usize,
    /// The most files.
    pub files: usize,
    /// The largest file.
    pub file_bytes: u64,
    /// The most that all files come to.
    pub total_bytes: u64,
    /// The most that a whole request comes to, its text and its files as they are written.
    pub request_bytes: u64,
    /// The extensions that are taken, in lower case and without their dots; none for any.
    pub extensions: Vec<String>,
}

/// What there may be in a message beyond CommonMark: GFM's extensions, by default all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// Tables.
    pub tables: bool,
    /// `~~Strikethrough~~`.
    pub strikethrough: bool,
    /// Lists of tasks, `- [ ]` and `- [x]`.
    pub task_lists: bool,
    /// Bare addresses as links.
    pub autolinks: bool,
}

impl Rules {
    /// The department with this id.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| department.id == id)
    }

    /// Reads the patterns of all questions that have not been read.
    ///
    /// # Errors
    /// [`InvalidPattern`], the first; what is none stays unread.
    pub fn read_patterns(&mut self) -> Result<(), InvalidPattern> {
        let questions = self.departments.iter_mut().flat_map(|d| &mut d.fields);
        let patterns = questions.filter_map(|question| question.pattern.as_mut());
        patterns.map(Pattern::read).fold(Ok(()), Result::and)
    }

    /// The question with this id, whichever department asks it.
    #[must_use]
    pub fn question(&self, id: FieldId) -> Option<&CustomField> {
        let mut all = self
            .departments
            .iter()
            .flat_map(|department| &department.fields);
        all.find(|field| field.id == id)
    }

    /// Where an opened ticket can be read: [`Rules::ticket_url`] with both places filled in,
    /// percent-encoded; `None` where there is no such page.
    #[must_use]
    pub fn ticket_link(&self, number: &str, access_code: &str) -> Option<String> {
        (!self.ticket_url.is_empty()).then(|| {
            self.ticket_url
                .replace("{tid}", &percent_encoded(number))
                .replace("{c}", &percent_encoded(access_code))
        })
    }
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            tables: true,
            strikethrough: true,
            task_lists: true,
            autolinks: true,
        }
    }
}

impl Department {
    /// The questions that are asked, given the answers so far.
    pub fn asked<'a>(&'a self, answers: &'a CustomFields) -> impl Iterator<Item = &'a CustomField> {
        self.fields.iter().filter(|field| field.is_asked(answers))
    }
}

impl FieldKind {
    /// WHMCS's own word for it.
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
}

impl CustomField {
    /// Whether it is asked, given the answers so far.
    #[must_use]
    pub fn is_asked(&self, answers: &CustomFields) -> bool {
        self.shown_when
            .as_ref()
            .is_none_or(|when| answers.get(when.field).unwrap_or_default() == when.equals)
    }
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut url, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(byte as char);
        } else {
            url.push('%');
            for digit in [byte >> 4, byte & 15] {
                url.push(
                    char::from_digit(digit.into(), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
        url
    })
}
