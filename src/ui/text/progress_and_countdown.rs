//! Text of the progress bar and the retry countdown.

use crate::form::Progress;
use crate::locale::template::{fill, fill_plural};
use crate::locale::{format_part, strings};

/// Returns the text of the progress bar.
pub fn upload_progress(progress: Progress) -> String {
    if progress.is_uploaded() {
        strings::SENDING_AWAITING.into()
    } else if progress.total == 0 {
        strings::SENDING_BUSY.into()
    } else if progress.is_reading() {
        // Nothing is uploaded yet. The bytes that were read would contradict the bar.
        strings::SENDING_PREPARING.into()
    } else {
        let part = format_part(progress.sent, progress.total);
        let percent = progress.percent();
        fill(
            strings::SENDING_PART,
            &[("part", &part), ("percent", &percent)],
        )
    }
}

/// Returns the text of the countdown to an automatic retry. At 0 seconds the retry waits for a
/// network connection.
pub fn retry_countdown(seconds: u32) -> String {
    match seconds {
        0 => strings::RETRY_OFFLINE.into(),
        _ => fill_plural(
            strings::RETRY_COUNTDOWN_ONE,
            strings::RETRY_COUNTDOWN_OTHER,
            seconds.into(),
        ),
    }
}
