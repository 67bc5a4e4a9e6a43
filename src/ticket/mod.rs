//! Domain types of a support ticket as WHMCS's `OpenTicket` accepts it, each valid by construction.
//!
//! These types are independent of any encoding: parameter names, base64 and JSON are in
//! [`wire`](crate::wire). WHMCS accepts every value of these types; [`rules`](crate::rules)
//! decides whether a particular installation accepts it.
//!
//! ```
//! use open_ticket::ticket::{DepartmentId, Message, Requester, Subject, Ticket};
//!
//! let ticket = Ticket::<Vec<u8>>::new(
//!     DepartmentId::new(3).unwrap(),
//!     Requester::Authenticated,
//!     Subject::parse("web-1 answers 500").unwrap(),
//!     Message::markdown("Since **Tuesday**.").unwrap(),
//! );
//! assert!(ticket.attachments.is_empty());
//! ```

mod attachment;
mod characters;
mod creation_date;
mod custom_field_answers;
mod edit_distance;
mod email_address;
mod email_suggestion;
mod field;
mod file_name;
mod generic_file_name;
mod idempotency_key;
mod ids;
mod initials;
mod message;
mod natural_order;
mod numbered_file_name;
mod opened_ticket;
mod priority;
mod privileges;
mod problem;
mod refusal;
mod related;
mod requester;
mod send_error;
mod sent_ticket;
mod subject;
mod submission_outcome;
mod system_files;
mod text_validation;
mod violation;
mod visible_markdown;

pub use attachment::Attachment;
pub use characters::{
    is_blank, is_invisible, is_unsafe_in_line, to_single_line, trim_invisible, without_controls,
};
pub use creation_date::{CreationDate, InvalidCreationDate};
pub use custom_field_answers::CustomFieldAnswers;
pub use edit_distance::differs_by_one_edit;
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use email_suggestion::suggested_email;
pub use field::Field;
pub use file_name::{FileName, InvalidFileName, escape_for_display};
pub use generic_file_name::dated_name;
pub use idempotency_key::IdempotencyKey;
pub use ids::{ClientId, ContactId, DepartmentId, DomainId, FieldId, ServiceId, UserId};
pub use initials::initials;
pub use message::{Message, MessageFormat};
pub use natural_order::{natural_cmp, natural_cmp_by};
pub use numbered_file_name::numbered_name;
pub use opened_ticket::{InvalidOpenedTicket, OpenedTicket};
pub use priority::Priority;
pub use privileges::{ClosurePolicy, Privileges};
pub use problem::Problem;
pub use refusal::Refusal;
pub use related::Related;
pub use requester::{Name, Person, Requester};
pub use send_error::SendError;
pub use sent_ticket::SentTicket;
pub use subject::Subject;
pub use submission_outcome::SubmissionOutcome;
pub use system_files::{is_package, is_system_file};
pub use text_validation::InvalidText;
pub use violation::Violation;

/// A complete, valid request to open a ticket. `B` is the body of a file: `Vec<u8>` on a server, a
/// handle to a `File` in a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket<B = Vec<u8>> {
    /// Department that receives the ticket.
    pub department: DepartmentId,
    /// Person or client that opens the ticket.
    pub requester: Requester,
    /// Single-line summary.
    pub subject: Subject,
    /// Body text.
    pub message: Message,
    /// Urgency.
    pub priority: Priority,
    /// Service or domain that the ticket is about.
    pub related: Option<Related>,
    /// Answers to the department's custom fields.
    pub custom_fields: CustomFieldAnswers,
    /// Files, in the order in which they were selected.
    pub attachments: Vec<Attachment<B>>,
    /// Options that only an operator's own server may set.
    pub privileges: Privileges,
}

impl<B> Ticket<B> {
    /// Creates a ticket of medium priority from the values that WHMCS requires.
    #[must_use]
    pub fn new(
        department: DepartmentId,
        requester: Requester,
        subject: Subject,
        message: Message,
    ) -> Self {
        Self {
            department,
            requester,
            subject,
            message,
            priority: Priority::default(),
            related: None,
            custom_fields: CustomFieldAnswers::default(),
            attachments: Vec::new(),
            privileges: Privileges::default(),
        }
    }

    /// Replaces the body of each file, for example a handle by the bytes it refers to.
    ///
    /// # Errors
    /// The first error that `replace` returns. Bodies that were already replaced are dropped.
    pub fn try_map_bodies<C, E>(
        self,
        mut replace: impl FnMut(B) -> Result<C, E>,
    ) -> Result<Ticket<C>, E> {
        let attachments = self
            .attachments
            .into_iter()
            .map(|attachment| attachment.try_map_body(&mut replace))
            .collect::<Result<_, _>>()?;
        Ok(Ticket {
            department: self.department,
            requester: self.requester,
            subject: self.subject,
            message: self.message,
            priority: self.priority,
            related: self.related,
            custom_fields: self.custom_fields,
            attachments,
            privileges: self.privileges,
        })
    }
}
