//! Request bodies: size limit, timeouts, buffering, parsing and the list of allowed parameters.

mod buffered_body;
mod check_parameters;
mod chunked_body;
mod media_type;
mod multipart_form;
mod paused_body;
mod prefixed_body;
mod scanned_body;
mod text_scanner;

pub use buffered_body::{
    BodyError, BodyTimeouts, BufferedBody, MAX_IN_MEMORY, buffer_body, discard_body,
};
pub use check_parameters::check_parameter_names;
pub use media_type::media_type;
pub use multipart_form::{
    ATTACHMENTS_FIELD, KEY_FIELD, MultipartForm, OPEN_ANOTHER_FIELD, TOKEN_FIELD,
};
pub use paused_body::{Pause, pause_once};
pub use prefixed_body::peek_body;
pub use scanned_body::{Scan, scan};
pub use text_scanner::{MAX_SCANNED_TEXT, ScannedForm, TextScanner};
