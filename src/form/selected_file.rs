//! A file that the user selected, and its validation.

use crate::rules::{Limits, contradicts_media_type};
use crate::ticket::{Attachment, FileName, Violation, is_package};

/// Id of a file within one form. Later files have larger ids, so ids also give the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file that the user selected. Its bytes stay in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedFile {
    /// Id, by which the browser finds the handle of the file.
    pub id: FileId,
    /// Sanitized name.
    pub name: FileName,
    /// Size of the version to send, in bytes.
    pub size: u64,
    /// Original name, if the sanitized one differs.
    pub original_name: Option<String>,
    /// Media type in lower case, as the browser reports it; empty if unknown.
    pub media_type: String,
    /// Issue that the checks found.
    pub issue: Option<FileIssue>,
    /// State of the downscaled version, if the file is an image.
    pub downscale: Downscale,
    /// State of a file whose name is not allowed, but may be replaced by one that is.
    pub preparation: Preparation,
}

/// An issue that only reading the file or the folder reveals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileIssue {
    /// The file cannot be read.
    Unreadable,
    /// The file has the same contents as this one, which was selected before.
    Duplicate(FileId),
    /// A folder that macOS shows as one file.
    Package,
    /// A folder without files.
    FolderEmpty,
    /// A folder with more files than this limit.
    FolderTooFull(usize),
    /// The bytes of the file were not stored with its draft, so it has to be chosen again.
    NotStored,
}

/// Preparation of a file that needs another name. A submission waits for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preparation {
    /// Nothing is left to prepare.
    #[default]
    None,
    /// The content is being sniffed.
    Sniffing,
    /// The image is being converted to JPEG.
    Converting,
    /// The image was converted to JPEG.
    Converted,
}

impl Preparation {
    /// Returns `true` until the name of the file is final.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Sniffing | Self::Converting)
    }
}

/// State of the downscaled version of an image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Downscale {
    /// The file is sent as it was selected.
    #[default]
    None,
    /// The image is being downscaled; a submission waits for it.
    Pending,
    /// The downscaled version is sent.
    Done {
        /// Size of the original, in bytes.
        original_size: u64,
    },
}

impl SelectedFile {
    /// Creates a file with a sanitized name. Size in bytes.
    #[must_use]
    pub fn new(id: FileId, original_name: &str, size: u64, media_type: &str) -> Self {
        let name = FileName::sanitized(original_name);
        Self {
            id,
            original_name: unless_same(original_name, &name),
            name,
            size,
            media_type: media_type.to_ascii_lowercase(),
            issue: None,
            downscale: Downscale::None,
            preparation: Preparation::None,
        }
    }

    /// Size of the original, in bytes.
    #[must_use]
    pub fn original_size(&self) -> u64 {
        self.downscaled_from().unwrap_or(self.size)
    }

    /// Size of the original, in bytes, if the downscaled version is sent.
    #[must_use]
    pub const fn downscaled_from(&self) -> Option<u64> {
        match self.downscale {
            Downscale::Done { original_size } => Some(original_size),
            _ => None,
        }
    }

    /// Validates the file independently of the other files.
    #[must_use]
    pub fn validate(&self, limits: &Limits) -> Option<Violation> {
        let name = self.name.clone();
        Some(match self.issue {
            Some(FileIssue::Package) => package(name, limits),
            // A package that was chosen like a file.
            Some(FileIssue::Unreadable) if is_package(name.as_str()) => package(name, limits),
            Some(FileIssue::Unreadable) => Violation::UnreadableFile { name },
            Some(FileIssue::NotStored) => Violation::FileNotStored { name },
            Some(FileIssue::FolderEmpty) => Violation::EmptyFolder { name },
            Some(FileIssue::FolderTooFull(limit)) => {
                Violation::TooManyFilesInFolder { name, limit }
            }
            _ if self.preparation.is_pending() => return None,
            _ => match limits.validate_file(&self.name, self.size) {
                Some(violation) => violation,
                None if contradicts_media_type(&self.name, &self.media_type) => {
                    Violation::MediaTypeMismatch {
                        name,
                        media_type: self.media_type.clone(),
                    }
                }
                None => match self.issue {
                    Some(FileIssue::Duplicate(_)) => Violation::DuplicateFile { name },
                    _ => return None,
                },
            },
        })
    }

    /// Adds the extension of the media type to a name without one, if it is unambiguous.
    pub(super) fn complete_name(&mut self, limits: &Limits) {
        self.rename(limits.add_missing_extension(self.name.clone(), &self.media_type));
    }

    /// Replaces the name by another one. The name of the selected file is shown as the original.
    pub(super) fn rename(&mut self, name: FileName) {
        let original = self.original_name.take();
        let original = original.unwrap_or_else(|| self.name.as_str().to_owned());
        self.original_name = unless_same(&original, &name);
        self.name = name;
    }

    pub(super) fn attachment(&self) -> Attachment<FileId> {
        Attachment::new(self.name.clone(), self.size, self.id)
    }
}

fn package(name: FileName, limits: &Limits) -> Violation {
    Violation::Package {
        name,
        can_send_zip: limits.allows_extension("zip"),
    }
}

fn unless_same(original_name: &str, name: &FileName) -> Option<String> {
    (original_name != name.as_str()).then(|| original_name.to_owned())
}
