//! What the form says of files, in English. [`words`](super::words) passes it on.

use super::bytes::{compared, readable};
use crate::form::Announcement;
use crate::rules::Limits;
use crate::ticket::Complaint;

/// Which files are taken, to be read before any is chosen.
pub fn file_rules(limits: &Limits) -> String {
    let kinds = match limits.extensions.as_slice() {
        [] => "Any kind of file".to_owned(),
        [one] => format!("{one} files"),
        [first @ .., last] => format!("{} or {last} files", first.join(", ")),
    };
    let total = limits.room_for_files();
    let each = limits.file_bytes.min(total);
    let (count, each, total) = (limits.files, readable(each), readable(total));
    format!("{kinds}; {count} at most, each up to {each}, up to {total} in all")
}

/// What is wrong with a file, or with all of them, and what to do.
pub fn file_complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::TooManyFiles { count, limit } => {
            format!(
                "Remove {} of the files: {limit} can go along",
                count - limit
            )
        }
        Complaint::FileTooLarge { name, size, limit } => {
            let (size, limit) = compared(*size, *limit);
            format!(
                "{name} is {size}. A file can be {limit} at most: make it smaller, or send a link to it"
            )
        }
        // A server that says no need not say how much it takes.
        Complaint::FilesTooLarge { size, limit } if size <= limit => {
            "The files are too large together for the server: remove some, or send a link to them"
                .into()
        }
        Complaint::FilesTooLarge { size, limit } => {
            let (size, limit) = compared(*size, *limit);
            format!(
                "The files come to {size}, and {limit} fit: remove some, or send a link to them"
            )
        }
        Complaint::FilesBesideWords { size, limit } => {
            let (size, limit) = compared(*size, *limit);
            format!(
                "The files come to {size}, and beside so long a message {limit} fit: remove some, or shorten the message"
            )
        }
        Complaint::WordsTooLarge { size, limit } => {
            let (size, limit) = compared(*size, *limit);
            format!(
                "What you wrote comes to {size} on its way, and {limit} fit: shorten the message, or send part of it as a file"
            )
        }
        Complaint::Extension { name, allowed } => {
            format!(
                "{name} is of another kind than those that can be sent: {}",
                allowed.join(", ")
            )
        }
        _ => one_file_complaint(complaint),
    }
}

fn one_file_complaint(complaint: &Complaint) -> String {
    match complaint {
        Complaint::EmptyFile { name } => {
            format!("{name} is empty: remove it, or choose the file again")
        }
        Complaint::FileGone { name } => {
            format!(
                "{name} was changed, moved or removed since you chose it: remove it and choose it again"
            )
        }
        Complaint::OtherKind { name, media_type } => {
            format!(
                "{name} is in fact of the type {media_type}: give it the name that goes with that, and choose it again"
            )
        }
        Complaint::Duplicate { name } => {
            format!("{name} is there already, with the same contents: remove one of the two")
        }
        Complaint::Unreadable { name } => {
            format!(
                "{name} cannot be opened. It may be a folder, belong to somebody else, or not be on this device yet: remove it, or choose it again once you can open it yourself"
            )
        }
        Complaint::FolderEmpty { name } => format!("{name} is a folder without files: remove it"),
        Complaint::FolderTooFull { name, limit } => {
            format!(
                "{name} is a folder with more than {limit} files: remove it, and choose the files that matter"
            )
        }
        _ => String::new(),
    }
}

/// What is said of files to those who listen to the page.
pub fn file_announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::FilesAdded { added: 1, all } => {
            format!("File added. {} in all.", files(*all))
        }
        Announcement::FilesAdded { added, all } => {
            format!("{} added. {} in all.", files(*added), files(*all))
        }
        Announcement::FilesRefused(1) => "One thing about the files must be mended.".into(),
        Announcement::FilesRefused(count) => {
            format!("{count} things about the files must be mended.")
        }
        Announcement::FileRemoved(name) => {
            format!("{name} removed. For 10 seconds you can undo this.")
        }
        Announcement::FileRestored(name) => format!("{name} is back."),
        _ => String::new(),
    }
}

/// Under another name than the person's own; that one is shown, too.
pub fn renamed(called: &str) -> String {
    format!("Sent under this name. It was called “{called}”")
}

/// Behind the size of a picture that was made smaller.
pub fn shrunk(before: u64) -> String {
    format!(
        "Made smaller, from {}, and without its metadata.",
        readable(before)
    )
}

fn files(count: usize) -> String {
    if count == 1 {
        "1 file".into()
    } else {
        format!("{count} files")
    }
}

/// Opens the file picker.
pub const CHOOSE_FILES: &str = "Choose files";
/// Opens the camera.
pub const TAKE_PHOTO: &str = "Take a photo";
/// Beside it, what else can be done.
pub const DROP_OR_PASTE: &str = "or drop them here, or paste a screenshot";
/// While files are dragged over the form.
pub const DROP: &str = "Let go to add them";
/// Takes a file out.
pub const REMOVE: &str = "Remove";
/// Where a file was.
pub const REMOVED: &str = "Removed";
/// Puts it back.
pub const UNDO: &str = "Undo";
/// Shows how a text begins.
pub const FIRST_LINES: &str = "First lines";
/// In their place when they cannot be had.
pub const NOT_READ: &str = "They cannot be read.";
/// Puts the large picture back in the place of the smaller one.
pub const KEEP_ORIGINAL: &str = "Keep the original";
