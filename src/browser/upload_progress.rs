//! Progress of a submission, in bytes.

use std::rc::Rc;

/// Progress of a submission, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadProgress {
    /// Number of bytes of the ticket's files encoded so far.
    Encoded(u64),
    /// Number of bytes of the request uploaded so far.
    Uploaded {
        /// Uploaded bytes.
        sent: u64,
        /// Size of the whole request.
        total: u64,
    },
}

/// Callback that receives the progress of a submission.
pub type ProgressCallback = Rc<dyn Fn(UploadProgress)>;
