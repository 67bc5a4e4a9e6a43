//! Text of the announcements in the live regions for screen readers.

use super::{message_length, pasted, retry_countdown, retry_stopped, skipped_files};
use crate::form::Announcement;
use crate::locale::strings;
use crate::locale::template::{fill, fill_name, fill_plural};

/// Returns the text of an announcement.
pub fn announcement(announcement: &Announcement) -> String {
    match announcement {
        Announcement::CustomFields(count) => fill_plural(
            strings::ANNOUNCEMENT_CUSTOM_FIELDS_ONE,
            strings::ANNOUNCEMENT_CUSTOM_FIELDS_OTHER,
            *count as u64,
        ),
        Announcement::DepartmentHint(text) => text.clone(),
        Announcement::Length { length, limit } => with_period(&message_length(*length, *limit)),
        Announcement::LongPaste(_) | Announcement::PastedTable => fill(
            strings::ANNOUNCEMENT_PASTED,
            &[("pasted", &pasted(announcement))],
        ),
        Announcement::Sending => strings::ANNOUNCEMENT_SENDING.into(),
        Announcement::Percent(percent) => fill(strings::ANNOUNCEMENT_SENT, &[("percent", percent)]),
        Announcement::AwaitingResponse => with_period(strings::SENDING_AWAITING),
        Announcement::Stalled => strings::SENDING_STALLED.into(),
        Announcement::Offline => strings::SENDING_OFFLINE.into(),
        Announcement::DraftNotLoaded => strings::DRAFT_NOT_LOADED.into(),
        Announcement::Cancelled => strings::ANNOUNCEMENT_STOPPED.into(),
        Announcement::LookingUp => strings::SENDING_LOOKING_UP.into(),
        Announcement::Retrying(seconds) => with_period(&retry_countdown(*seconds)),
        Announcement::RetryCancelled(error) => retry_stopped(error),
        Announcement::ProblemsResolved => with_period(strings::VIOLATION_ALL_SOLVED),
        Announcement::FilesAdded { added: 1, all } => fill(
            strings::ANNOUNCEMENT_FILE_ADDED,
            &[("all", &file_count(*all))],
        ),
        Announcement::FilesAdded { added, all } => fill(
            strings::ANNOUNCEMENT_FILES_ADDED,
            &[("added", &file_count(*added)), ("all", &file_count(*all))],
        ),
        Announcement::FilesRejected(count) => fill_plural(
            strings::ANNOUNCEMENT_FILES_REFUSED_ONE,
            strings::ANNOUNCEMENT_FILES_REFUSED_OTHER,
            *count as u64,
        ),
        Announcement::SystemFiles { name, count } => skipped_files(name, *count),
        Announcement::FileRemoved(name) => {
            fill_name(strings::ANNOUNCEMENT_FILE_REMOVED, name.as_str())
        }
        Announcement::FileRestored(name) => {
            fill_name(strings::ANNOUNCEMENT_FILE_RESTORED, name.as_str())
        }
    }
}

fn file_count(count: usize) -> String {
    fill_plural(
        strings::FILES_COUNT_ONE,
        strings::FILES_COUNT_OTHER,
        count as u64,
    )
}

/// Adds a period, which the visible text does not have.
fn with_period(text: &str) -> String {
    fill(strings::ANNOUNCEMENT_SENTENCE, &[("text", &text)])
}
