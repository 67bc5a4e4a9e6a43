//! Text of violations about files: type, size, number, and files that cannot be read.

use super::file_rules::{is_short, join_types};
use super::format_size_and_limit;
use super::strings;
use super::template::{fill, fill_name};
use crate::ticket::Violation;

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
        Violation::FilesTooLargeBesideText { size, limit } => fill_sizes(
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
        _ => single_file_violation(violation),
    }
}

fn single_file_violation(violation: &Violation) -> String {
    match violation {
        Violation::FileTooLarge { name, size, limit } => {
            let (size, limit) = format_size_and_limit(*size, *limit);
            fill(
                strings::VIOLATION_FILE_TOO_LARGE,
                &[("name", name), ("size", &size), ("limit", &limit)],
            )
        }
        Violation::ExtensionNotAllowed { name, allowed } if is_short(allowed) => fill(
            strings::VIOLATION_FILE_EXTENSION,
            &[("name", name), ("allowed", &join_types(allowed))],
        ),
        // The field lists the types, once.
        Violation::ExtensionNotAllowed { name, .. } => {
            fill_name(strings::VIOLATION_FILE_EXTENSION_LISTED, name.as_str())
        }
        Violation::EmptyFile { name } => fill_name(strings::VIOLATION_FILE_EMPTY, name.as_str()),
        Violation::FileGone { name } => fill_name(strings::VIOLATION_FILE_CHANGED, name.as_str()),
        Violation::MediaTypeMismatch { name, media_type } => fill(
            strings::VIOLATION_FILE_TYPE_MISMATCH,
            &[("name", name), ("media_type", media_type)],
        ),
        Violation::DuplicateFile { name } => {
            fill_name(strings::VIOLATION_FILE_DUPLICATE, name.as_str())
        }
        Violation::UnreadableFile { name } => {
            fill_name(strings::VIOLATION_FILE_UNREADABLE, name.as_str())
        }
        Violation::EmptyFolder { name } => {
            fill_name(strings::VIOLATION_FOLDER_EMPTY, name.as_str())
        }
        Violation::TooManyFilesInFolder { name, limit } => fill(
            strings::VIOLATION_FOLDER_TOO_FULL,
            &[("name", name), ("limit", limit)],
        ),
        _ => String::new(),
    }
}

fn fill_sizes(template: &str, size: u64, limit: u64) -> String {
    let (size, limit) = format_size_and_limit(size, limit);
    fill(template, &[("size", &size), ("limit", &limit)])
}
