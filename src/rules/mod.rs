//! Rules of an installation: its departments, custom fields and limits, and the validation of
//! tickets against them.
//!
//! The form validates before it submits, the relay before it forwards. Both use this module, so
//! they apply the same rules. The JSON of the rules is
//! [`wire::rules_json`](crate::wire::rules_json).

mod custom_field;
mod department;
mod draft_scope;
mod file_content;
mod file_types;
mod help_text;
mod limits;
mod markdown;
mod message_template;
mod pattern;
mod request_size;
mod thumbnail_formats;
mod validate;
mod validate_files;

pub use custom_field::{CustomField, FieldKind, ShownWhen, TICK_BOX_ON};
pub use department::Department;
pub use draft_scope::DraftScope;
pub use file_content::{FileContent, RenameOrConvert};
pub use file_types::{contradicts_media_type, is_heic, is_text, reencodable_media_type};
pub use help_text::{HelpPart, help_parts};
pub use limits::Limits;
pub use markdown::{LineBreaks, Markdown};
pub use pattern::{InvalidPattern, Pattern};
pub use request_size::{TextFields, encoded_files_size};
pub use thumbnail_formats::is_image;

use crate::ticket::{DepartmentId, EmailAddress, FieldId, Name, Priority, Related};
use crate::url::{is_unreserved, percent_encode};

/// Rules of an installation.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Departments, in display order.
    pub departments: Vec<Department>,
    /// Services and domains of the signed-in client. Empty for a guest.
    pub related: Vec<RelatedChoice>,
    /// Available priorities, in display order.
    pub priorities: Vec<Priority>,
    /// Preselected priority.
    pub default_priority: Priority,
    /// Signed-in user. `None` for a guest.
    pub requester: Option<SignedInUser>,
    /// Limits on text, files and requests.
    pub limits: Limits,
    /// Markdown extensions that are enabled, and the meaning of line breaks.
    pub markdown: Markdown,
    /// Size above which an image is downscaled, in megapixels. `None` disables downscaling.
    pub downscale_above_megapixels: Option<u32>,
    /// Template of the URL of an opened ticket, with the placeholders `{tid}` for its number and
    /// `{c}` for its access code. Empty if there is no such page.
    pub ticket_url: String,
    /// Parts of a draft that the form may store in the browser.
    pub drafts: DraftScope,
    /// URL of the index of articles to suggest, relative to the endpoint. Empty if there is none.
    pub suggestions: String,
    /// Known incident, shown above the form.
    pub incident: Option<Incident>,
}

/// A known incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Single line of plain text.
    pub text: String,
    /// `http` or `https` URL with more information.
    pub url: Option<String>,
}

/// A service or domain that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedChoice {
    /// The service or domain.
    pub related: Related,
    /// Name of the option.
    pub name: String,
    /// WHMCS's status, such as `Active` or `Suspended`; may be empty.
    pub status: String,
}

/// Signed-in user, as shown in the form. Values that the site does not provide are not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedInUser {
    /// Display name.
    pub name: Option<Name>,
    /// Address for replies.
    pub email: Option<EmailAddress>,
}

impl Rules {
    /// The department with this id.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| department.id == id)
    }

    /// Compiles the patterns of all custom fields that have not been compiled.
    ///
    /// # Errors
    /// Returns the first [`InvalidPattern`]. Invalid patterns stay uncompiled.
    pub fn compile_patterns(&mut self) -> Result<(), InvalidPattern> {
        let fields = self.departments.iter_mut().flat_map(|d| &mut d.fields);
        let patterns = fields.filter_map(|field| field.pattern.as_mut());
        patterns.map(Pattern::compile).fold(Ok(()), Result::and)
    }

    /// The custom field with this id, in any department.
    #[must_use]
    pub fn custom_field(&self, id: FieldId) -> Option<&CustomField> {
        let mut fields = self
            .departments
            .iter()
            .flat_map(|department| &department.fields);
        fields.find(|field| field.id == id)
    }

    /// URL of an opened ticket: [`Rules::ticket_url`] with both placeholders replaced,
    /// percent-encoded. `None` if there is no such page.
    #[must_use]
    pub fn ticket_link(&self, number: &str, access_code: &str) -> Option<String> {
        (!self.ticket_url.is_empty()).then(|| {
            self.ticket_url
                .replace("{tid}", &percent_encode(number, is_unreserved))
                .replace("{c}", &percent_encode(access_code, is_unreserved))
        })
    }
}
