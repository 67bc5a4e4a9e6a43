//! What can be wrong with a ticket, and where.

use super::{FieldId, FileName};

/// A part of a ticket that a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A guest's name.
    Name,
    /// A guest's e-mail address.
    Email,
    /// Where the ticket goes.
    Department,
    /// The service or domain that it is about.
    Related,
    /// How urgent it is.
    Priority,
    /// The subject.
    Subject,
    /// The message.
    Message,
    /// One of the department's own questions.
    Custom(FieldId),
    /// The files.
    Files,
}

/// Something wrong at a field. It carries facts; the words for people are the view's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub complaint: Complaint,
}

impl Problem {
    /// A complaint at a field.
    #[must_use]
    pub const fn new(field: Field, complaint: Complaint) -> Self {
        Self { field, complaint }
    }
}

/// What is wrong. Lengths are in Unicode code points, sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Complaint {
    /// Nothing was given where something must be.
    Missing,
    /// The choice is not one of those that are offered.
    NotOffered,
    /// A department that takes tickets from signed-in clients only.
    ClientsOnly,
    /// A line holds a line break or another control character.
    Control,
    /// A text is longer than may be.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// A text is no e-mail address.
    NotAnAddress,
    /// A text is no web address.
    NotALink,
    /// A text does not have the form that this installation asks for.
    Pattern {
        /// The installation's own words for that form; may be empty.
        help: String,
    },
    /// There are more files than may be.
    TooManyFiles {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A file is larger than may be.
    FileTooLarge {
        /// Which.
        name: FileName,
        /// How large it is.
        size: u64,
        /// How large it may be.
        limit: u64,
    },
    /// The files together are larger than may be.
    FilesTooLarge {
        /// How large they are together.
        size: u64,
        /// How large they may be together.
        limit: u64,
    },
    /// The files are larger than may be beside what was written.
    FilesBesideWords {
        /// How large they are together.
        size: u64,
        /// How large they may be beside it.
        limit: u64,
    },
    /// What was written is larger than may be, on its way.
    WordsTooLarge {
        /// How large it is as it is sent.
        size: u64,
        /// How large it may be.
        limit: u64,
    },
    /// A file's extension is not one of those that are taken.
    Extension {
        /// Which.
        name: FileName,
        /// Those that are taken, in lower case and without their dots.
        allowed: Vec<String>,
    },
    /// There is nothing in a file.
    EmptyFile {
        /// Which.
        name: FileName,
    },
    /// A file was changed, moved or removed since it was chosen.
    FileGone {
        /// Which.
        name: FileName,
    },
    /// A file is of another kind than its extension says.
    OtherKind {
        /// Which.
        name: FileName,
        /// What it is by the browser's word, as a media type.
        media_type: String,
    },
    /// A file was chosen before.
    Duplicate {
        /// Which.
        name: FileName,
    },
    /// A file cannot be opened.
    Unreadable {
        /// Which.
        name: FileName,
    },
    /// A folder without a file in it.
    FolderEmpty {
        /// Which.
        name: FileName,
    },
    /// A folder with more files than anybody would send.
    FolderTooFull {
        /// Which.
        name: FileName,
        /// How many can be looked at.
        limit: usize,
    },
}
