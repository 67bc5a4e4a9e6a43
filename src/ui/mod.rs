//! The form as Leptos views, which are functions of [`Form`](crate::form::Form).

mod announcer;
mod attachments;
mod dom;
mod drafts;
mod editor_chunk;
mod editor_module;
mod fields;
mod form_handle;
mod form_options;
mod message;
mod platform;
mod runtime;
mod screens;
mod stop_key_propagation;
mod submission;
mod text;
mod ticket_form;

pub use dom::listen;
pub use editor_chunk::{on_loaded, stylesheet};
pub use form_handle::FormHandle;
pub use form_options::{HostHooks, TicketFormOptions};
pub use platform::PrefetchedRules;
pub use runtime::task::spawn_local;
pub use ticket_form::{controlled_ticket_form, ticket_form};
