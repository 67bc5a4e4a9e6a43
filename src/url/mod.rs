//! URLs: percent-encoding, and validation of web addresses.

mod percent_encoding;
mod web_address;

pub use percent_encoding::{
    is_form_unreserved, is_unreserved, percent_encode, push_percent_encoded,
};
pub use web_address::{MAX_LINK_BYTES, is_linkable, is_web_address};
