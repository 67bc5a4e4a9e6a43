//! An embeddable web form that opens support tickets with WHMCS's `OpenTicket`.
//!
//! The pure half knows no browser, no network and no clock, and a server uses it as well:
//! [`ticket`] (what a ticket is), [`wire`] (how it is written), [`rules`] (what this installation
//! takes), [`form`] (what the form knows and how it changes), [`markdown`] (a message as a tree)
//! and [`editor`] (what keys do to a text). The browser's half exists on wasm32 only: `browser`
//! (what only a browser can do), `ui` (what people see) and `embed` (what the host page sees).
//!
//! You will *not* find: API credentials (the relay holds them), HTML strings (the preview is a
//! tree of nodes), a second request behind the person's back (`OpenTicket` is sent once).

pub mod editor;
pub mod form;
pub mod markdown;
pub mod rules;
pub mod ticket;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
pub mod ui;
