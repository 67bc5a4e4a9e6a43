//! The form as Leptos views, which are functions of [`Form`](crate::form::Form).

mod announcer;
mod attachments;
mod dom;
mod editor_module;
mod fields;
mod form_options;
mod lazy;
mod message;
mod platform;
mod runtime;
mod screens;
mod submission;
mod text;
mod ticket_form;

pub use form_options::{HostHooks, TicketFormOptions};
pub use platform::PrefetchedRules;
pub use ticket_form::ticket_form;
