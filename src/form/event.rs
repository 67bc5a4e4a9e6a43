//! What happened, and what is wanted because of it.

use super::{Chosen, FileId, Flaw, Progress};
use crate::rules::Rules;
use crate::ticket::{
    DepartmentId, FieldId, FileName, Opened, Outcome, Priority, Related, SendError, Ticket,
};

/// It happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The rules came.
    RulesArrived(Box<Rules>),
    /// The rules did not come.
    RulesFailed(SendError),
    /// The person asks for the rules again.
    Reloaded,
    /// The person changed something.
    Edited(Edit),
    /// The person asks to send.
    Submitted,
    /// The host page took the sending upon itself.
    Withheld,
    /// Some of the files is read, or some of the request is out.
    Uploaded(Progress),
    /// A second has passed; wanted while [`Form::needs_time`](super::Form::needs_time).
    Ticked,
    /// The browser says that it has no network; a hint.
    WentOffline,
    /// The browser says that it has a network again; a hint.
    WentOnline,
    /// The ticket is open.
    Opened(Opened),
    /// The ticket is not open, or nobody knows.
    Failed(SendError),
    /// The relay was asked what became of the ticket, as often as that makes sense.
    FoundOut(Outcome),
    /// The person stops the sending, or that it is tried again by itself.
    Cancelled,
    /// The person wants to open another ticket.
    Restarted,
    /// These files were looked at, and something is wrong with them.
    FilesExamined(Vec<(FileId, Flaw)>),
    /// A file that was taken out can be put back no longer.
    FileForgotten(FileId),
    /// A picture was made smaller: it has so many bytes now.
    FileShrunk(FileId, u64),
    /// A picture was to be made smaller, and goes along as it is.
    FileAsItIs(FileId),
}

/// The person changed one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A guest's name.
    Name(String),
    /// A guest's e-mail address.
    Email(String),
    /// Where it goes.
    Department(Option<DepartmentId>),
    /// What it is about.
    Related(Option<Related>),
    /// How urgent it is.
    Priority(Priority),
    /// The subject.
    Subject(String),
    /// The message.
    Message(String),
    /// The answer to one of the department's own questions.
    Answer(FieldId, String),
    /// Files were chosen, beside those that are there.
    FilesAdded(Vec<Chosen>),
    /// A file is not to go along.
    FileRemoved(FileId),
    /// A file that was taken out is to go along after all.
    FileRestored(FileId),
    /// A picture that was made smaller is to go along as it was.
    OriginalKept(FileId),
}

/// Please do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the relay for the rules.
    LoadRules,
    /// Send this ticket under the intent's key, unless the host page takes it upon itself.
    Send(Box<Ticket<FileId>>),
    /// Ask the relay what became of what was sent under the intent's key.
    FindOut,
    /// What is sent next is another intent: it gets a key of its own.
    RenewKey,
    /// Stop the sending.
    StopSending,
    /// Let go of a file.
    Release(FileId),
    /// Look at these files, one after the other, and say what is wrong with them.
    Examine(Vec<Examination>),
    /// Make these pictures smaller, each of its media type, where they have more megapixels.
    Shrink {
        /// Which.
        files: Vec<(FileId, &'static str)>,
        /// How many they may have.
        megapixels: u32,
    },
    /// Put a picture that was made smaller in the place of what it was, or the other way round.
    Exchange(FileId),
    /// Move the focus to what is wrong.
    FocusProblems,
    /// Move the focus to the word that the ticket is open.
    FocusConfirmation,
    /// Move the focus back to the button that sends.
    FocusSend,
    /// Move the focus to the first field.
    FocusFirst,
    /// Move the focus to the button that removes this file, or that adds one.
    FocusFiles(Option<FileId>),
    /// Say it to those who listen to the page.
    Announce(Announcement),
    /// Tell the host page.
    Tell(Fact),
}

/// A file to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// Which: whether it can be opened.
    pub file: FileId,
    /// And whether it is the same as one of these.
    pub beside: Vec<FileId>,
}

/// Something to be said to those who listen to the page; the words are the view's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// This department asks so many questions of its own.
    Questions(usize),
    /// Files were added; so many go along now.
    FilesAdded {
        /// How many were added.
        added: usize,
        /// How many there are.
        all: usize,
    },
    /// A file was removed.
    FileRemoved(FileName),
    /// A file that was removed is back.
    FileRestored(FileName),
    /// So many of the files cannot be sent as they are.
    FilesRefused(usize),
    /// The sending began.
    Sending,
    /// So many hundredths are done: 25, 50 or 75.
    Sent(u8),
    /// Everything is out, the answer is awaited.
    Awaiting,
    /// The sending was stopped; everything is still in its place.
    Stopped,
    /// Nothing has moved for ten seconds.
    Stalled,
    /// The browser says that it has no network.
    Offline,
    /// It is tried again by itself in so many seconds.
    Retrying(u32),
    /// It is not tried again by itself.
    RetryStopped,
    /// The relay is asked whether the ticket was opened.
    FindingOut,
    /// The message has come near its limit, or over it, both in code points.
    Length {
        /// How long it is.
        length: usize,
        /// How long it can be.
        limit: usize,
    },
    /// So many lines were pasted; they may become a file instead.
    LongPaste(usize),
}

/// What the host page is told. Never a person's text, never the access code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The form can be used.
    Ready,
    /// Some of the request is out.
    Progress(Progress),
    /// The ticket is open.
    Opened {
        /// WHMCS's own id of it.
        id: u32,
        /// The number that people quote.
        number: String,
    },
    /// Somebody said no.
    Refused,
    /// Nobody said yes or no, or it was not sent.
    Failed,
    /// Who is signed in has run out: a fresh token is wanted. The view alone says so.
    TokenWanted,
}
