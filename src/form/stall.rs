//! Stall detection and response timeout of a submission.
//!
//! Time arrives as [`Event::Ticked`](super::Event::Ticked), once per second while
//! [`Form::needs_ticks`](super::Form::needs_ticks) returns `true`.

use super::transition::{Context, Transition};
use super::{Announcement, Draft, Effect, Progress, Sending};
use crate::ticket::{FileName, SendError};

/// Time without progress after which the user is notified, in seconds.
const STALL_NOTICE: u32 = 10;

/// Time without progress after which the upload is aborted, in seconds. Longer than the handover of
/// a phone between radio cells, and longer than the relay waits (20 seconds by default).
const STALL_TIMEOUT: u32 = 30;

/// Time to wait for the response after the upload, in seconds. The relay's own timeouts are shorter
/// (35 seconds by default), and so are the timeouts of proxies (60 to 100 seconds): this one is for
/// a connection that was lost without notice.
const RESPONSE_TIMEOUT: u32 = 180;

impl Sending {
    /// Counts one second without progress. The preparation of files has a separate timeout.
    pub(super) fn tick(&mut self, context: &Context) -> Transition {
        if context.draft.is_preparing_files() {
            return Transition::default();
        }
        self.idle_seconds += 1;
        match (self.progress.is_uploaded(), self.idle_seconds) {
            (false, STALL_NOTICE) => {
                Transition::stay(vec![Effect::Announce(Announcement::Stalled)])
            }
            (false, STALL_TIMEOUT) => {
                let error = stall_error(self.progress, context.draft);
                self.abort(error, context)
            }
            (true, RESPONSE_TIMEOUT) => self.abort(SendError::NoResponse, context),
            _ => Transition::default(),
        }
    }

    pub(super) const fn is_stalled(&self) -> bool {
        self.idle_seconds >= STALL_NOTICE && !self.progress.is_uploaded()
    }
}

/// Error of a stall: while files are read, the current file is the cause, otherwise the network.
fn stall_error(progress: Progress, draft: &Draft) -> SendError {
    let file = match progress.is_reading() {
        true => file_at(progress.read, draft),
        false => None,
    };
    file.map_or(SendError::Stalled, SendError::FileGone)
}

fn file_at(offset: u64, draft: &Draft) -> Option<FileName> {
    let mut end = 0;
    let file = draft.files.iter().find(|file| {
        end += file.size;
        end > offset
    })?;
    Some(file.name.clone())
}
