//! Countdown to the automatic retry of a failed submission, and its cancellation.

use super::deferred_files::DeferredFiles;
use super::transition::{Context, Transition};
use super::{Announcement, Editing, Effect, LookupReason};
use crate::ticket::SendError;
use std::mem;

impl Editing {
    /// Seconds until the automatic retry, if there is one.
    pub(super) fn seconds_until_retry(&self) -> Option<u32> {
        self.failure()?.countdown
    }

    /// Counts one second down, and submits the draft at the end. Without a network, the countdown
    /// waits at 0.
    pub(super) fn count_down(&mut self, context: &Context) -> Transition {
        let failure = self.failure_mut();
        let Some(seconds) = failure.and_then(|failure| failure.countdown.as_mut()) else {
            return Transition::default();
        };
        *seconds = seconds.saturating_sub(1);
        if *seconds > 0 || context.is_offline {
            return Transition::default();
        }
        self.intent.retry.count_retry();
        self.submit_draft(context)
    }

    /// Cancels the countdown at the user's request.
    pub(super) fn cancel_countdown(&mut self) -> Vec<Effect> {
        let announcement = self.cancel_retry();
        let focus = announcement.is_some().then_some(Effect::FocusSubmit);
        focus.into_iter().chain(announcement).collect()
    }

    /// Disables the automatic retry: the user has cancelled it, or the draft has changed and is now
    /// another ticket. Announces this if the countdown was running.
    pub(super) fn cancel_retry(&mut self) -> Option<Effect> {
        self.intent.retry.forbid();
        let failure = self.failure_mut()?;
        failure.countdown.take()?;
        let announcement = Announcement::RetryCancelled(failure.error.clone());
        Some(Effect::Announce(announcement))
    }

    /// Looks up a submission that got no response, perhaps because the network was down. If it
    /// opened no ticket, it may be retried automatically, unless the draft was restored.
    pub(super) fn look_up_failed_submission(&mut self, context: &Context) -> Transition {
        let reason = match self.failure().map(|failure| &failure.error) {
            Some(SendError::Interrupted) => {
                let unconfirmed = self.intent.unconfirmed.as_deref();
                let is_changed = unconfirmed != Some(&*context.draft);
                LookupReason::Restored { is_changed }
            }
            Some(
                error @ (SendError::Offline
                | SendError::Stalled
                | SendError::NoResponse
                | SendError::OutcomePending { .. }
                | SendError::GatewayFailed { .. }),
            ) if self.intent.retry.is_allowed() => LookupReason::SubmissionFailed(error.clone()),
            _ => return Transition::default(),
        };
        let intent = mem::take(&mut self.intent);
        Transition::look_up(reason, intent, DeferredFiles::default())
    }
}
