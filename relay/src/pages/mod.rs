//! HTML pages and static files outside of the API.

mod cache_control;
mod content_security_policy;
mod demo_page;
mod not_found_page;
mod notice_page;
mod static_files;

pub use not_found_page::not_found_page;
pub use notice_page::notice_page;
pub use static_files::{SiteKind, static_files};
