//! Generation of ticket numbers.

mod free_number;
mod ticket_mask;

pub use free_number::free_number;
pub use ticket_mask::{InvalidTicketMask, TicketMask};
