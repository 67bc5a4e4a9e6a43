//! Request bodies: size limit, timeouts, buffering, parsing and the list of allowed parameters.

mod body_reader;
mod check_parameters;
mod chunked_body;
mod media_type;
mod memory_or_file;
mod multipart_form;
mod paused_body;
mod prefixed_body;
mod scanned_body;
mod text_scanner;

pub use body_reader::{BodyError, BodyTimeouts, discard_body};
pub use check_parameters::check_parameter_names;
pub use media_type::media_type;
pub use memory_or_file::{BufferedBody, MAX_IN_MEMORY, buffer_body};
pub use multipart_form::{
    ATTACHMENTS_FIELD, KEY_FIELD, MultipartForm, OPEN_ANOTHER_FIELD, TOKEN_FIELD,
};
pub use paused_body::{Pause, pause_once};
pub use prefixed_body::peek_body;
pub use scanned_body::{Scan, scan};
pub use text_scanner::{MAX_SCANNED_TEXT, ScannedForm, TextScanner};
