//! Text of violations about files: type, size, number, and files that cannot be read.

use super::file_rules::{is_short, join_types};
use super::format_size_and_limit;
use super::strings;
use super::template::{fill, fill_name};
use crate::rules::is_heic;
use crate::ticket::{FileName, Violation};

/// Returns the error text of a violation about one file or all files; empty for any other.
pub fn file_violation(violation: &Violation) -> String {
    match violation {
        Violation::TooManyFiles { count, limit } => fill(
            strings::VIOLATION_TOO_MANY_FILES,
            &[("limit", limit), ("count", &(count - limit))],
        ),
        // A server may reject the size without naming its limit.
        Violation::FilesTooLarge { size, limit } if size <= limit => {
            strings::VIOLATION_FILES_TOO_LARGE_UNKNOWN_LIMIT.into()
        }
        Violation::FilesTooLarge { size, limit } => {
            fill_sizes(strings::VIOLATION_FILES_TOO_LARGE, *size, *limit)
        }
        Violation::FilesTooLargeWithText { size, limit } => fill_sizes(
            strings::VIOLATION_FILES_TOO_LARGE_WITH_MESSAGE,
            *size,
            *limit,
        ),
        Violation::TextTooLarge { size, limit } if size <= limit => {
            strings::VIOLATION_MESSAGE_TOO_LARGE_UNKNOWN_LIMIT.into()
        }
        Violation::TextTooLarge { size, limit } => {
            fill_sizes(strings::VIOLATION_MESSAGE_TOO_LARGE, *size, *limit)
        }
        _ => single_file_violation(violation, &NAMES),
    }
}

/// Returns the error text of a violation about one file, for its row in the list: the name is right
/// above it, and is not repeated. Empty for any other violation.
#[must_use]
pub fn file_row_violation(violation: &Violation) -> String {
    // The row shows this text in place of the file's size.
    if let Violation::FileTooLarge { size, limit, .. } = violation {
        return fill_sizes(strings::VIOLATION_FILE_TOO_LARGE_IN_ROW, *size, *limit);
    }
    let subjects = Subjects {
        file: |_| strings::FILES_THIS_FILE.to_owned(),
        folder: |_| strings::FILES_THIS_FOLDER.to_owned(),
    };
    single_file_violation(violation, &subjects)
}

/// Subjects of the sentences: the names of a file and of a folder, or their substitutes.
struct Subjects {
    file: fn(&FileName) -> String,
    folder: fn(&FileName) -> String,
}

const NAMES: Subjects = Subjects {
    file: |name| name.as_str().to_owned(),
    folder: |name| fill_name(strings::FILES_FOLDER, name.as_str()),
};

fn single_file_violation(violation: &Violation, subjects: &Subjects) -> String {
    let (file, folder) = (subjects.file, subjects.folder);
    match violation {
        Violation::FileTooLarge { name, size, limit } => {
            let (size, limit) = format_size_and_limit(*size, *limit);
            let name = file(name);
            fill(
                strings::VIOLATION_FILE_TOO_LARGE,
                &[("name", &name), ("size", &size), ("limit", &limit)],
            )
        }
        Violation::ExtensionNotAllowed { name, .. } if is_heic(name) => {
            fill_name(strings::VIOLATION_FILE_HEIC, &file(name))
        }
        Violation::ExtensionNotAllowed { name, allowed } if is_short(allowed) => fill(
            strings::VIOLATION_FILE_EXTENSION,
            &[("name", &file(name)), ("allowed", &join_types(allowed))],
        ),
        // The field lists the types once, not for each file.
        Violation::ExtensionNotAllowed { name, .. } => {
            fill_name(strings::VIOLATION_FILE_EXTENSION_LISTED, &file(name))
        }
        Violation::EmptyFile { name } => fill_name(strings::VIOLATION_FILE_EMPTY, &file(name)),
        Violation::FileGone { name } => fill_name(strings::VIOLATION_FILE_CHANGED, &file(name)),
        Violation::FileNotStored { name } => {
            fill_name(strings::VIOLATION_FILE_NOT_STORED, &file(name))
        }
        Violation::MediaTypeMismatch { name, media_type } => fill(
            strings::VIOLATION_FILE_TYPE_MISMATCH,
            &[("name", &file(name)), ("media_type", media_type)],
        ),
        Violation::DuplicateFile { name } => {
            fill_name(strings::VIOLATION_FILE_DUPLICATE, &file(name))
        }
        Violation::UnreadableFile { name } => {
            fill_name(strings::VIOLATION_FILE_UNREADABLE, &file(name))
        }
        Violation::Package { name, can_send_zip } => {
            if *can_send_zip {
                fill_name(strings::VIOLATION_FILE_PACKAGE, &file(name))
            } else {
                fill_name(strings::VIOLATION_FILE_PACKAGE_EXPORT, &file(name))
            }
        }
        Violation::EmptyFolder { name } => {
            fill_name(strings::VIOLATION_FOLDER_EMPTY, &folder(name))
        }
        Violation::TooManyFilesInFolder { name, limit } => fill(
            strings::VIOLATION_FOLDER_TOO_FULL,
            &[("name", &folder(name)), ("limit", limit)],
        ),
        _ => String::new(),
    }
}

fn fill_sizes(template: &str, size: u64, limit: u64) -> String {
    let (size, limit) = format_size_and_limit(size, limit);
    fill(template, &[("size", &size), ("limit", &limit)])
}
