//! An embeddable web form that opens support tickets with WHMCS's `OpenTicket`.
//!
//! The core has no access to a browser, the network or a clock, and servers use it as well:
//!
//! - [`ticket`]: domain types of a ticket
//! - [`rules`]: departments, custom fields and limits of an installation, and validation
//! - [`wire`]: encoding and decoding of requests and responses
//! - [`drafts`]: formats and lifetimes of stored drafts
//! - [`form`]: state machine of the form
//! - [`markdown`]: parsing and rendering of a message
//! - [`editor`]: editing commands of the message editor
//! - [`suggestions`]: index and ranking of knowledge-base articles
//! - [`locale`]: UI text
//! - [`url`]: percent-encoding and validation of web addresses
//!
//! The browser part is compiled for wasm32 only:
//!
//! - `browser`: browser APIs, such as files, requests and storage
//! - `ui`: views
//! - `embed`: the custom element's attributes and events
//!
//! By design, this crate contains no API credentials (the relay stores them) and no HTML strings
//! (the preview is a tree of nodes), and it never retries a request that could open a second
//! ticket.

pub mod drafts;
pub mod editor;
pub mod form;
pub mod locale;
pub mod markdown;
pub mod rules;
pub mod suggestions;
pub mod ticket;
pub mod url;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
pub mod ui;
