//! Limits of an installation.

use crate::ticket::FileName;

/// Limits on text, files and requests. Lengths are in Unicode code points, with CRLF as one, as
/// `maxlength` and text areas count it; sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum length of a guest's name.
    pub name: usize,
    /// Maximum length of a guest's email address.
    pub email: usize,
    /// Maximum length of the subject.
    pub subject: usize,
    /// Maximum length of the message.
    pub message: usize,
    /// Maximum length of each answer to a custom field.
    pub answer: usize,
    /// Maximum number of files.
    pub files: usize,
    /// Maximum size of a file.
    pub file_bytes: u64,
    /// Maximum total size of all files.
    pub total_bytes: u64,
    /// Maximum size of a request: text and files, as encoded.
    pub request_bytes: u64,
    /// Allowed file extensions, in lower case and without a dot. If empty, all are allowed.
    pub extensions: Vec<String>,
}

impl Limits {
    /// Returns `true` if files with this extension are allowed. Expects lower case.
    #[must_use]
    pub fn allows_extension(&self, extension: &str) -> bool {
        self.extensions.is_empty() || self.extensions.iter().any(|allowed| allowed == extension)
    }

    /// Returns `true` if photos from a camera are allowed.
    #[must_use]
    pub fn allows_photos(&self) -> bool {
        self.allows_extension("jpg") || self.allows_extension("jpeg")
    }

    /// Returns `true` if a file with this name is allowed.
    pub(super) fn allows_name(&self, name: &FileName) -> bool {
        self.extensions.is_empty()
            || name
                .extension()
                .is_some_and(|extension| self.allows_extension(&extension))
    }
}
