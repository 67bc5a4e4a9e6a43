//! Events that change the form.

use super::{FileId, FileIssue, Prefill, Progress, SelectedFile};
use crate::rules::{FileContent, Rules};
use crate::ticket::{
    DepartmentId, FieldId, OpenedTicket, Priority, Related, SendError, SubmissionOutcome,
};

/// An event, for [`Form::apply`](super::Form::apply).
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The rules were loaded.
    RulesLoaded(Box<Rules>),
    /// The rules could not be loaded.
    RulesFailed(SendError),
    /// The user requested the rules again.
    Reloaded,
    /// The host page changed the token or the endpoint, whose rules may differ.
    RulesStale,
    /// The host page changed the prefilled values.
    PrefillChanged(Box<Prefill>),
    /// The user changed a field or the files.
    Edited(Edit),
    /// The user pressed Send.
    Submitted,
    /// The host page prevented the submission.
    SubmissionPrevented,
    /// More of the files was read, or more of the request was uploaded.
    Progressed(Progress),
    /// One second has passed. Required while
    /// [`Form::needs_ticks`](super::Form::needs_ticks) returns `true`.
    Ticked,
    /// The browser reported that it lost its network. Browsers are not reliable here, so this is
    /// only a hint.
    WentOffline,
    /// The browser reported that its network is back; also only a hint.
    WentOnline,
    /// The ticket was opened.
    Opened(OpenedTicket),
    /// The submission failed: no ticket was opened, or its outcome is unknown.
    Failed(SendError),
    /// The lookup of a submission ended, after all its attempts.
    OutcomeReceived(SubmissionOutcome),
    /// The user cancelled the submission or its automatic retry.
    Cancelled,
    /// The user started another ticket.
    Restarted,
    /// The file checks ended, and found these issues.
    FilesChecked(Vec<(FileId, FileIssue)>),
    /// A removed file can no longer be restored: its time limit has ended.
    RemovedFileExpired(FileId),
    /// An image was downscaled, to this size in bytes.
    FileDownscaled(FileId, u64),
    /// An image could not or need not be downscaled, and is sent unchanged.
    FileNotDownscaled(FileId),
    /// The content of a file was sniffed.
    FileSniffed(FileId, FileContent),
    /// An image was converted to JPEG, with this size in bytes, or could not be converted.
    FileConverted(FileId, Option<u64>),
}

/// One change to the draft by the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Name of a guest.
    Name(String),
    /// Email address of a guest.
    Email(String),
    /// Department.
    Department(Option<DepartmentId>),
    /// Related service or domain.
    Related(Option<Related>),
    /// Priority.
    Priority(Priority),
    /// Subject.
    Subject(String),
    /// Message.
    Message(String),
    /// Answer to a custom field.
    Answer(FieldId, String),
    /// Files to add to the draft.
    FilesAdded(Vec<SelectedFile>),
    /// File to remove from the draft.
    FileRemoved(FileId),
    /// Removed file to restore.
    FileRestored(FileId),
    /// Downscaled image to send in its original size.
    OriginalSelected(FileId),
}
