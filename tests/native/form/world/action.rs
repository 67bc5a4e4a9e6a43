//! Actions of the user, the network and the browser.

/// An action of the user, the network or the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The user replaces the message.
    Type,
    Attach,
    RemoveFile,
    Submit,
    /// The user cancels the submission or its retry.
    Cancel,
    StartOver,
    Undo,
    UndoExpires,
    OpenAnother,
    /// The user loads a draft with another message from a file.
    Import,
    /// The request is uploaded; its response is pending.
    Upload,
    /// The relay opens the ticket, and its response arrives.
    Respond,
    /// The request is lost on its way.
    LoseRequest,
    /// The relay opens the ticket, but its response is lost.
    LoseResponse,
    /// WHMCS refuses the ticket.
    Refuse,
    /// The relay's limit is exceeded.
    Limit,
    /// The lookup returns the outcome.
    FindOut,
    /// The lookup does not return the outcome.
    FindNothing,
    /// The automatic retry begins.
    Retry,
    GoOnline,
    /// The page is reloaded after it has stored the draft. A pending request is lost.
    Reload,
    /// Like [`Reload`](Self::Reload), but the pending request reaches the relay.
    ReloadAfterArrival,
    /// Like [`Reload`](Self::Reload), and the user types before the draft is restored.
    ReloadAndType,
    /// The browser ends before it has stored the result of the last action; a pending request reaches
    /// the relay.
    Crash,
}

impl Action {
    pub const ALL: [Self; 24] = [
        Self::Type,
        Self::Attach,
        Self::RemoveFile,
        Self::Submit,
        Self::Cancel,
        Self::StartOver,
        Self::Undo,
        Self::UndoExpires,
        Self::OpenAnother,
        Self::Import,
        Self::Upload,
        Self::Respond,
        Self::LoseRequest,
        Self::LoseResponse,
        Self::Refuse,
        Self::Limit,
        Self::FindOut,
        Self::FindNothing,
        Self::Retry,
        Self::GoOnline,
        Self::Reload,
        Self::ReloadAfterArrival,
        Self::ReloadAndType,
        Self::Crash,
    ];
}
