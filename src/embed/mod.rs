//! The form as a host page uses it: the element, its attributes and its events.
//!
//! The element class is JavaScript (`open-ticket-element.js`), since no Rust struct can extend
//! `HTMLElement` (wasm-bindgen 0.2.129). It passes its shadow root to [`mount`] and calls `free` on
//! the result.

mod attributes;
mod events;
mod leptos_component;
mod mount;
mod panic_hook;
mod stylesheet;

pub use crate::ui::{HostHooks, PrefetchedRules, TicketFormOptions};
pub use leptos_component::TicketForm;
pub use mount::{MountedForm, mount};
pub use panic_hook::start;
