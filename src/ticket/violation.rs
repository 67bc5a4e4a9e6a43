//! All violations of the rules.

use super::FileName;

/// A violation of the rules. Lengths are in Unicode code points, sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Violation {
    /// A required value is missing.
    Missing,
    /// The selected option is not available.
    NotOffered,
    /// The department accepts tickets from signed-in clients only.
    ClientsOnly,
    /// A single line contains a line break or another control character.
    ControlCharacter,
    /// A value is too long.
    TooLong {
        /// Actual length.
        length: usize,
        /// Maximum length.
        limit: usize,
    },
    /// A value is not an email address.
    InvalidEmail,
    /// The support system does not accept an email address, for a reason that it does not state.
    EmailRefused,
    /// WHMCS does not support the characters of an email address that are not ASCII.
    NonAsciiEmail,
    /// A value is not a web address.
    InvalidUrl,
    /// An answer does not match the pattern of its custom field.
    PatternMismatch {
        /// The installation's description of the pattern; may be empty.
        help: String,
    },
    /// There are too many files.
    TooManyFiles {
        /// Number of files.
        count: usize,
        /// Maximum number of files.
        limit: usize,
    },
    /// A file is too large.
    FileTooLarge {
        /// Name of the file.
        name: FileName,
        /// Actual size.
        size: u64,
        /// Maximum size.
        limit: u64,
    },
    /// The files together are too large.
    FilesTooLarge {
        /// Total size.
        size: u64,
        /// Maximum total size.
        limit: u64,
    },
    /// The files do not fit into the request together with the text.
    FilesTooLargeWithText {
        /// Total size of the files.
        size: u64,
        /// Maximum total size of files next to this text.
        limit: u64,
    },
    /// The text alone exceeds the size of a request.
    TextTooLarge {
        /// Encoded size.
        size: u64,
        /// Maximum encoded size.
        limit: u64,
    },
    /// A file's extension is not allowed.
    ExtensionNotAllowed {
        /// Name of the file.
        name: FileName,
        /// Allowed extensions, in lower case and without a dot.
        allowed: Vec<String>,
    },
    /// A file is empty.
    EmptyFile {
        /// Name of the file.
        name: FileName,
    },
    /// A file was changed, moved or deleted after it was selected.
    FileGone {
        /// Name of the file.
        name: FileName,
    },
    /// A file was not stored with its draft.
    FileNotStored {
        /// Name of the file.
        name: FileName,
    },
    /// A file's extension contradicts its media type.
    MediaTypeMismatch {
        /// Name of the file.
        name: FileName,
        /// Media type reported by the browser.
        media_type: String,
    },
    /// The same file was already selected.
    DuplicateFile {
        /// Name of the file.
        name: FileName,
    },
    /// A file cannot be read.
    UnreadableFile {
        /// Name of the file.
        name: FileName,
    },
    /// A folder that macOS shows as one file.
    Package {
        /// Name of the folder.
        name: FileName,
        /// `true` if ZIP files can be sent.
        can_send_zip: bool,
    },
    /// A folder contains no files.
    EmptyFolder {
        /// Name of the folder.
        name: FileName,
    },
    /// A folder contains too many files to be listed.
    TooManyFilesInFolder {
        /// Name of the folder.
        name: FileName,
        /// Maximum number of entries that are listed.
        limit: usize,
    },
}
