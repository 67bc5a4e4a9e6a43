//! State of the form and its transitions: a state machine of pure values.
//!
//! [`Form::apply`] takes an [`Event`] and returns the [`Effect`]s to run. There is no clock, no
//! network and no browser here, so the whole behaviour is tested natively, in milliseconds.
//!
//! The modules are in layers. Each layer uses the ones before it, and a few methods of later ones:
//! 1. values: [`Event`], [`Effect`], [`Draft`], [`SelectedFile`], [`Progress`];
//! 2. `phase`: [`Phase`] and the data of each phase;
//! 3. `transition`: entry into the next phase, with its effects;
//! 4. handlers, which choose a transition: `editing`, `sending`, `looking_up`, `confirmation`, each with
//!    its parts, such as `attachments` and `stall`;
//! 5. `state` ([`Form`], which passes each event to the handler of its phase), `host_changes` (for
//!    all phases), and `replace_draft`, with its part `restore_draft`;
//! 6. `queries`, `pending_submission` and `draft_saving`: values that the views read from the form, and the
//!    draft to store.
//!
//! ```
//! use open_ticket::form::{Effect, Event, Form, Prefill};
//!
//! let (mut form, effects) = Form::new(Prefill::default());
//! assert_eq!(effects, [Effect::LoadRules]);
//! assert!(form.apply(Event::Submitted).is_empty(), "the rules are not loaded yet");
//! ```

mod announced_percent;
mod attachments;
mod confirmation;
mod deferred_files;
mod draft;
mod draft_files;
mod draft_saving;
mod draft_to_saved_draft;
mod draft_to_sent_ticket;
mod draft_to_ticket;
mod editing;
mod effect;
mod event;
mod file_preparation;
mod host_changes;
mod looking_up;
mod pending_submission;
mod phase;
mod prefill;
mod progress;
mod queries;
mod replace_draft;
mod restore_draft;
mod retry;
mod retry_countdown;
mod revalidation;
mod rules_revision;
mod selected_file;
mod send_error_to_problems;
mod sending;
mod sending_failure;
mod set_aside;
mod stall;
mod state;
mod submission;
mod ticket_intent;
mod transition;

pub use draft::Draft;
pub use effect::{Announcement, DraftState, Effect, FileCheck, HostEvent};
pub use event::{Edit, Event};
pub use phase::{Confirmation, Editing, LookingUp, LookupReason, Phase, Sending};
pub use prefill::Prefill;
pub use progress::Progress;
pub use replace_draft::Replacement;
pub use rules_revision::RulesRevision;
pub use selected_file::{Downscale, FileId, FileIssue, Preparation, SelectedFile};
pub use state::Form;
