//! Effects that the form requests: network requests, file work, focus, announcements, host events.

use super::{FileId, Progress};
use crate::ticket::{FileName, IdempotencyKey, SendError, Ticket};

/// An effect to run, returned by [`Form::apply`](super::Form::apply).
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Abort any request in progress, and load the rules from the relay.
    LoadRules,
    /// Load the rules again for another token, or for this URL of the endpoint. Only the view requests
    /// this.
    ChangeEndpoint(Option<String>),
    /// Send this ticket under the intent's key, unless the host page prevents the submission.
    Send(Box<Ticket<FileId>>),
    /// Request the outcome of the submission under the intent's key from the relay.
    LookUpOutcome,
    /// Use a new key for the next submission, which is another intent.
    RenewKey,
    /// Use this key for the next lookup and submission: it belongs to the draft that was restored.
    UseKey(IdempotencyKey),
    /// Abort the upload.
    AbortUpload,
    /// Drop the handle of a file.
    ReleaseFile(FileId),
    /// Check these files.
    CheckFiles(Vec<FileCheck>),
    /// Downscale these images if they have more megapixels than the limit.
    Downscale {
        /// Images, each with the media type to encode it as.
        files: Vec<(FileId, &'static str)>,
        /// Limit, in megapixels.
        megapixels: u32,
    },
    /// Sniff the contents of these files, whose names are not allowed.
    SniffFiles(Vec<FileId>),
    /// Replace an image by its conversion to JPEG.
    ConvertToJpeg(FileId),
    /// Swap the current version of an image with its other one, original or downscaled.
    SwapVersions(FileId),
    /// Move the focus to the error summary.
    FocusProblems,
    /// Move the focus to the heading of the confirmation.
    FocusConfirmation,
    /// Move the focus to the Send button.
    FocusSubmit,
    /// Move the focus to the first field.
    FocusFirstField,
    /// Keep the focus at its field while fields are rebuilt.
    KeepFocus,
    /// Move the focus to the Remove button of this file, or to the button that adds files.
    FocusFiles(Option<FileId>),
    /// Announce a message to screen readers.
    Announce(Announcement),
    /// Emit an event on the host page.
    Emit(HostEvent),
}

/// Check of one file: it must be readable, and not a duplicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    /// File to check.
    pub file: FileId,
    /// Earlier files with the same name and size, whose contents must differ.
    pub candidates: Vec<FileId>,
}

/// A message for screen readers. The view supplies its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// The selected department shows this many custom fields.
    CustomFields(usize),
    /// A line of the selected department's hint: its description, or its reply time and office hours.
    DepartmentHint(String),
    /// Files were added.
    FilesAdded {
        /// Number of files that were added.
        added: usize,
        /// Number of files in the draft.
        all: usize,
    },
    /// System files were skipped.
    SystemFiles {
        /// Name of the first one.
        name: String,
        /// Number of files and folders.
        count: usize,
    },
    /// A file was removed.
    FileRemoved(FileName),
    /// A removed file was restored.
    FileRestored(FileName),
    /// Number of further problems that were found with the files.
    FilesRejected(usize),
    /// The submission started.
    Sending,
    /// The submission reached 25, 50 or 75 percent.
    Percent(u8),
    /// The upload is complete; the response is pending.
    AwaitingResponse,
    /// The submission was cancelled; the draft is unchanged.
    Cancelled,
    /// The upload made no progress for ten seconds.
    Stalled,
    /// The browser reported that it has no network.
    Offline,
    /// The stored draft still cannot be loaded.
    DraftNotLoaded,
    /// An automatic retry starts in this many seconds.
    Retrying(u32),
    /// The automatic retry after this error was cancelled.
    RetryCancelled(SendError),
    /// The last problem of the error summary was resolved.
    ProblemsResolved,
    /// The relay is being queried for the outcome.
    LookingUp,
    /// The message is close to its limit or over it. Both in code points.
    Length {
        /// Current length.
        length: usize,
        /// Maximum length.
        limit: usize,
    },
    /// This many lines were pasted; the view shows paste options.
    LongPaste(usize),
    /// Tab-separated lines were pasted as a table; the view shows paste options.
    PastedTable,
}

/// An event for the host page. It never contains the user's text or the access code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// The form can be used.
    Ready,
    /// The submission made progress.
    Progress(Progress),
    /// The ticket was opened.
    Opened {
        /// Internal id of the ticket in WHMCS.
        id: u32,
        /// Ticket number, as users quote it.
        number: String,
    },
    /// The ticket was refused.
    Refused,
    /// The ticket was not sent, or its outcome is unknown.
    Failed,
    /// The stored draft changed. Only the view emits this.
    Draft(DraftState),
    /// The token has expired and a new one is needed. Only the view emits this.
    TokenExpired,
}

/// State of the stored draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// The draft was stored.
    Saved,
    /// A stored draft was restored, or one was loaded from a file.
    Restored,
    /// The user started over.
    Cleared,
    /// The browser could not store the draft.
    Failed,
}
