//! Parsing of request bodies as in PHP.

mod chunked_body;
mod post;
mod url_decoding;
mod variable_name;

pub use post::{InvalidVariable, PhpPost, UnreadableMultipart, UploadedFile};
