//! What the form knows and how it changes: a state machine of pure values.
//!
//! [`Form::apply`] takes what happened and returns what is wanted. No clock, no network, no
//! browser: the whole behaviour can be tested in a millisecond.
//!
//! ```
//! use open_ticket::form::{Effect, Event, Form, Prefill};
//!
//! let (mut form, effects) = Form::new(Prefill::default());
//! assert_eq!(effects, [Effect::LoadRules]);
//! assert!(form.apply(Event::Submitted).is_empty(), "there are no rules yet to send by");
//! ```

mod apply;
mod choosing;
mod course;
mod draft;
mod event;
mod files;
mod progress;
mod sending;

pub use draft::Draft;
pub use event::{Announcement, Edit, Effect, Event, Examination, Fact};
pub use files::{Chosen, FileId, Flaw};
pub use progress::Progress;

use crate::rules::Rules;
use crate::ticket::{
    Complaint, DepartmentId, Field, Opened, Priority, Problem, Refusal, Related, SendError,
};

/// All that the view needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    phase: Phase,
    rules: Option<Rules>,
    draft: Draft,
    problems: Vec<Problem>,
    failure: Option<SendError>,
    judged: bool,
    prefill: Prefill,
    /// Files that came while a ticket was on its way.
    late: Vec<Chosen>,
    /// Pictures that are being made smaller: a ticket does not go out before they are.
    shrinking: Vec<FileId>,
    /// What was found of files while a ticket was on its way.
    found: Vec<(FileId, Flaw)>,
    /// What was sent and perhaps opened. As long as nobody knows, the intent keeps its key.
    doubt: Option<Box<Draft>>,
    course: course::Course,
}

/// Where the form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The rules are on their way.
    Loading,
    /// The rules could not be had; they can be asked for again.
    Unavailable,
    /// A person writes.
    Editing,
    /// The ticket is on its way.
    Sending(Progress),
    /// The relay is asked what became of the ticket, for this purpose.
    FindingOut(Purpose),
    /// The ticket is open.
    Opened(Opened),
}

/// Why the form asks what became of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// No answer came; the person is told this, unless more can be found out.
    Tell(SendError),
    /// What stands in the form is to be sent, unless what was sent before it has been opened.
    Send,
}

/// What the host page fills in before a person writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    /// Where it goes.
    pub department: Option<DepartmentId>,
    /// What it is about.
    pub related: Option<Related>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// A guest's name.
    pub name: String,
    /// A guest's e-mail address.
    pub email: String,
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
}

impl Form {
    /// A form that waits for its rules.
    #[must_use]
    pub fn new(prefill: Prefill) -> (Self, Vec<Effect>) {
        let form = Self {
            phase: Phase::Loading,
            rules: None,
            draft: Draft::default(),
            problems: Vec::new(),
            failure: None,
            judged: false,
            prefill,
            late: Vec::new(),
            found: Vec::new(),
            shrinking: Vec::new(),
            doubt: None,
            course: course::Course::default(),
        };
        (form, vec![Effect::LoadRules])
    }

    /// Where it stands.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What this installation takes, once that is known.
    #[must_use]
    pub const fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref()
    }

    /// The same, for who reads the patterns in it.
    pub const fn rules_mut(&mut self) -> Option<&mut Rules> {
        self.rules.as_mut()
    }

    /// What has been typed so far.
    #[must_use]
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What is wrong, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong at one field: the first complaint.
    #[must_use]
    pub fn complaint(&self, field: Field) -> Option<&Complaint> {
        let problem = self
            .problems
            .iter()
            .find(|problem| problem.field == field)?;
        Some(&problem.complaint)
    }

    /// Whether the person asked to send and it came to nothing. Before that, only files are judged,
    /// and what is wrong with them is told beside them.
    #[must_use]
    pub const fn was_judged(&self) -> bool {
        self.judged
    }

    /// Why the last try opened no ticket, where no field is to blame; or why there are no rules.
    #[must_use]
    pub const fn failure(&self) -> Option<&SendError> {
        self.failure.as_ref()
    }

    /// Whether more was written than the opened ticket holds: it was opened with what was sent
    /// first, and what was changed since is kept.
    #[must_use]
    pub fn has_more(&self) -> bool {
        matches!(self.phase, Phase::Opened(_)) && (self.draft.is_begun() || !self.late.is_empty())
    }

    /// Whether an event changes the message and nothing else: with every key one does, and a view
    /// need not look at the rest.
    #[must_use]
    pub const fn changes_message_alone(&self, event: &Event) -> bool {
        matches!(event, Event::Edited(Edit::Message(_)))
            && self.problems.is_empty()
            && self.retry().is_none()
    }

    /// Where the opened ticket can be read.
    #[must_use]
    pub fn ticket_link(&self) -> Option<String> {
        match (&self.phase, &self.rules) {
            (Phase::Opened(opened), Some(rules)) => {
                rules.ticket_link(opened.number(), opened.access_code())
            }
            _ => None,
        }
    }
}

/// What a failure says about fields; empty where no field is to blame.
fn problems_of(error: &SendError, draft: &Draft) -> Vec<Problem> {
    match error {
        SendError::Refused(refusal) => problems_of_refusal(refusal, draft),
        SendError::FileGone(name) => {
            let name = name.clone();
            vec![Problem::new(Field::Files, Complaint::FileGone { name })]
        }
        _ => Vec::new(),
    }
}

fn problems_of_refusal(refusal: &Refusal, draft: &Draft) -> Vec<Problem> {
    let one = |field, complaint| vec![Problem::new(field, complaint)];
    match refusal {
        Refusal::NameAndEmailRequired => vec![
            Problem::new(Field::Name, Complaint::Missing),
            Problem::new(Field::Email, Complaint::Missing),
        ],
        Refusal::DepartmentNotFound => one(Field::Department, Complaint::NotOffered),
        Refusal::SubjectRequired => one(Field::Subject, Complaint::Missing),
        Refusal::MessageRequired => one(Field::Message, Complaint::Missing),
        Refusal::ServiceNotFound | Refusal::DomainNotFound => {
            one(Field::Related, Complaint::NotOffered)
        }
        Refusal::EmailInvalid => one(Field::Email, Complaint::NotAnAddress),
        Refusal::Rule(problem) => vec![problem.clone()],
        Refusal::TooLarge { limit } if !draft.files.is_empty() => {
            one(Field::Files, draft.too_large(*limit))
        }
        _ => Vec::new(),
    }
}
