//! What the form says of files. [`words`](super::words) passes it on.

use super::bytes::{compared, readable};
use super::english;
use super::template::{between, counted, fill, named};
use crate::form::Announcement;
use crate::rules::Limits;
use crate::ticket::Complaint;

/// Which files are taken, to be read before any is chosen.
pub fn file_rules(limits: &Limits) -> String {
    let kinds = match limits.extensions.as_slice() {
        [] => english::FILES_KINDS_ANY.to_owned(),
        [one] => fill(english::FILES_KINDS_SINGLE, &[("kind", one)]),
        [first @ .., last] => fill(
            english::FILES_KINDS_SEVERAL,
            &[("kinds", &first.join(COMMA)), ("last", last)],
        ),
    };
    let total = limits.room_for_files();
    let each = limits.file_bytes.min(total);
    fill(
        english::FILES_RULES,
        &[
            ("kinds", &kinds),
            ("count", &limits.files),
            ("each", &readable(each)),
            ("total", &readable(total)),
        ],
    )
}

/// What is wrong with a file, or with all of them, and what to do.
pub fn file_complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::TooManyFiles { count, limit } => fill(
            english::FILE_TOO_MANY,
            &[("count", &(count - limit)), ("limit", limit)],
        ),
        Complaint::FileTooLarge { name, size, limit } => {
            let (size, limit) = compared(*size, *limit);
            fill(
                english::FILE_TOO_LARGE,
                &[("name", name), ("size", &size), ("limit", &limit)],
            )
        }
        // A server that says no need not say how much it takes.
        Complaint::FilesTooLarge { size, limit } if size <= limit => {
            english::FILE_ALL_TOO_LARGE_UNSAID.into()
        }
        Complaint::FilesTooLarge { size, limit } => {
            over(english::FILE_ALL_TOO_LARGE, *size, *limit)
        }
        Complaint::FilesBesideWords { size, limit } => {
            over(english::FILE_BESIDE_WORDS, *size, *limit)
        }
        Complaint::WordsTooLarge { size, limit } => {
            over(english::FILE_WORDS_TOO_LARGE, *size, *limit)
        }
        Complaint::Extension { name, allowed } => fill(
            english::FILE_EXTENSION,
            &[("name", name), ("allowed", &allowed.join(COMMA))],
        ),
        _ => one_file_complaint(complaint),
    }
}

fn over(template: &str, size: u64, limit: u64) -> String {
    let (size, limit) = compared(size, limit);
    fill(template, &[("size", &size), ("limit", &limit)])
}

fn one_file_complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::EmptyFile { name } => named(english::FILE_EMPTY, name.as_str()),
        Complaint::FileGone { name } => named(english::FILE_GONE, name.as_str()),
        Complaint::OtherKind { name, media_type } => fill(
            english::FILE_OTHER_KIND,
            &[("name", name), ("media_type", media_type)],
        ),
        Complaint::Duplicate { name } => named(english::FILE_DUPLICATE, name.as_str()),
        Complaint::Unreadable { name } => named(english::FILE_UNREADABLE, name.as_str()),
        Complaint::FolderEmpty { name } => named(english::FILE_FOLDER_EMPTY, name.as_str()),
        Complaint::FolderTooFull { name, limit } => fill(
            english::FILE_FOLDER_TOO_FULL,
            &[("name", name), ("limit", limit)],
        ),
        _ => String::new(),
    }
}

/// What is said of files to those who listen to the page.
pub fn file_announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::FilesAdded { added: 1, all } => {
            fill(english::SAID_FILE_ADDED, &[("all", &files(*all))])
        }
        Announcement::FilesAdded { added, all } => fill(
            english::SAID_FILES_ADDED,
            &[("added", &files(*added)), ("all", &files(*all))],
        ),
        Announcement::FilesRefused(1) => english::SAID_FILES_REFUSED_ONE.into(),
        Announcement::FilesRefused(count) => counted(english::SAID_FILES_REFUSED_OTHER, count),
        Announcement::FileRemoved(name) => named(english::SAID_FILE_REMOVED, name.as_str()),
        Announcement::FileRestored(name) => named(english::SAID_FILE_RESTORED, name.as_str()),
        _ => String::new(),
    }
}

/// Under another name than the person's own; that one is shown, too.
pub fn renamed(called: &str) -> String {
    named(english::FILES_RENAMED, called)
}

/// Behind the size of a picture that was made smaller.
pub fn shrunk(before: u64) -> String {
    fill(english::FILES_SHRUNK, &[("size", &readable(before))])
}

fn files(count: usize) -> String {
    match count {
        1 => english::FILES_COUNT_ONE.into(),
        _ => counted(english::FILES_COUNT_OTHER, &count),
    }
}

/// Between two kinds of files in a list.
const COMMA: &str = between(english::FILES_KINDS_LISTED);
/// Opens the file picker.
pub const CHOOSE_FILES: &str = english::FILES_CHOOSE;
/// Opens the camera.
pub const TAKE_PHOTO: &str = english::FILES_PHOTO;
/// Beside it, what else can be done.
pub const DROP_OR_PASTE: &str = english::FILES_DROP_OR_PASTE;
/// While files are dragged over the form.
pub const DROP: &str = english::FILES_DROP;
/// Takes a file out.
pub const REMOVE: &str = english::FILES_REMOVE;
/// Where a file was.
pub const REMOVED: &str = english::FILES_REMOVED;
/// Puts it back.
pub const UNDO: &str = english::FILES_UNDO;
/// Shows how a text begins.
pub const FIRST_LINES: &str = english::FILES_FIRST_LINES;
/// In their place when they cannot be had.
pub const NOT_READ: &str = english::FILES_NOT_READ;
/// Puts the large picture back in the place of the smaller one.
pub const KEEP_ORIGINAL: &str = english::FILES_KEEP_ORIGINAL;
