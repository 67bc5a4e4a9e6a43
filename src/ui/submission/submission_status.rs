//! Status of a submission: its progress, notice and text.

use crate::form::{Form, Phase, Progress};
use crate::locale::strings;
use crate::ui::text;

/// Status of a submission in progress.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SubmissionStatus {
    /// The ticket is being submitted, with a notice if the upload makes no progress.
    Submitting(Progress, Option<&'static str>),
    /// The outcome is being looked up, which cannot be cancelled.
    LookingUp,
}

impl SubmissionStatus {
    /// Returns the status of a form's submission; `None` if there is none.
    pub const fn from_form(form: &Form) -> Option<Self> {
        match form.phase() {
            Phase::Sending(sending) => Some(Self::Submitting(sending.progress(), notice(form))),
            Phase::LookingUp(_) => Some(Self::LookingUp),
            _ => None,
        }
    }

    /// Returns the progress; its total is 0 while it is unknown.
    pub const fn progress(self) -> Progress {
        match self {
            Self::Submitting(progress, _) => progress,
            Self::LookingUp => Progress {
                read: 0,
                sent: 0,
                total: 0,
            },
        }
    }

    /// Returns the notice about an upload that makes no progress.
    pub const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Submitting(_, notice) => notice,
            Self::LookingUp => None,
        }
    }

    /// Returns the text of the progress.
    pub fn text(self) -> String {
        match self {
            Self::Submitting(progress, _) => text::upload_progress(progress),
            Self::LookingUp => strings::SENDING_LOOKING_UP.into(),
        }
    }
}

const fn notice(form: &Form) -> Option<&'static str> {
    match (form.is_offline(), form.is_stalled()) {
        (true, _) => Some(strings::SENDING_OFFLINE),
        (false, true) => Some(strings::SENDING_STALLED),
        (false, false) => None,
    }
}
