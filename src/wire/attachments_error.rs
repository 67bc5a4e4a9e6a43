//! Errors of decoding files.

use crate::ticket::InvalidFileName;
use std::fmt;

/// Error for a value from which no files can be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentsError {
    /// The value is not base64 as PHP reads it.
    Base64,
    /// The decoded bytes are not JSON.
    Json,
    /// The JSON is not a list of objects that have a name and data as strings.
    Shape,
    /// The list has more than `attachments::MAX_FILES` files.
    TooManyFiles,
    /// A file name is invalid.
    FileName(InvalidFileName),
    /// The data of a file is not base64.
    FileBytes,
}

impl fmt::Display for AttachmentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base64 => "the list of files is not base64",
            Self::Json => "the list of files is not JSON",
            Self::Shape => "the list of files must contain objects with a name and data",
            Self::TooManyFiles => "the list has more than 1000 files",
            Self::FileName(InvalidFileName::Empty) => "a file name is empty",
            Self::FileName(InvalidFileName::TooLong) => "a file name is longer than 255 bytes",
            Self::FileName(InvalidFileName::PathSeparator) => "a file name is a path",
            Self::FileName(InvalidFileName::ControlCharacter) => {
                "a file name contains control or bidirectional characters"
            }
            Self::FileName(InvalidFileName::ReservedName) => {
                "a file name is a reserved device name on Windows"
            }
            Self::FileBytes => "the data of a file is not base64",
        })
    }
}

impl std::error::Error for AttachmentsError {}
