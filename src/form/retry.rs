//! Automatic retry of a failed submission: its conditions and its delays.

use crate::ticket::SendError;

/// Delays before the automatic retries of a ticket that was definitely not opened, in seconds. The
/// three retries take about a minute: a problem that lasts longer is not temporary, and the user
/// should decide.
const DELAYS: [u32; 3] = [5, 15, 45];

/// Maximum delay that a server can request for an automatic retry, in seconds: users do not wait
/// for a longer countdown.
const MAX_SERVER_DELAY: u64 = 120;

/// State of the automatic retry since the user last pressed Send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RetryState {
    /// `true` until the submitted draft is edited or the submission is cancelled.
    is_allowed: bool,
    /// Number of automatic retries so far.
    retries: usize,
}

impl RetryState {
    /// State after the user pressed Send.
    pub(super) const fn allowed() -> Self {
        Self {
            is_allowed: true,
            retries: 0,
        }
    }

    /// Returns `true` until the submitted draft is edited or the submission is cancelled.
    pub(super) const fn is_allowed(&self) -> bool {
        self.is_allowed
    }

    /// Disables the automatic retry until the user presses Send again.
    pub(super) const fn forbid(&mut self) {
        self.is_allowed = false;
    }

    /// Counts an automatic retry.
    pub(super) const fn count_retry(&mut self) {
        self.retries += 1;
    }

    /// Delay before the automatic retry after an error, in seconds. Only an error with a
    /// `Retry-After`, or a lookup that found no ticket, leads to a retry. A retry has the same
    /// key, so that it opens no second ticket even if a proxy forwarded the request after all.
    pub(super) fn delay_after(&self, error: &SendError) -> Option<u32> {
        let delay = DELAYS.get(self.retries).filter(|_| self.is_allowed)?;
        match error {
            SendError::NotOpened
            | SendError::GatewayNotOpened {
                retry_after: None, ..
            } => Some(*delay),
            SendError::RateLimited {
                retry_after: Some(wait),
            }
            | SendError::Unavailable {
                retry_after: Some(wait),
            }
            | SendError::GatewayFailed {
                retry_after: Some(wait),
                ..
            }
            | SendError::GatewayNotOpened {
                retry_after: Some(wait),
                ..
            }
            | SendError::OutcomePending { retry_after: wait } => {
                let wait = u32::try_from(*wait).ok()?;
                (u64::from(wait) <= MAX_SERVER_DELAY).then_some(wait.max(1))
            }
            _ => None,
        }
    }
}
