//! How a request comes in: its body, and the names in it.

mod body;
pub mod multipart;
pub mod names;

pub use body::{Pace, SMALL, Taken, Unreadable, read, take};
