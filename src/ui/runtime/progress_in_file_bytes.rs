//! Progress of an upload in bytes of the files.

use crate::form::Progress;
use crate::ui::platform::{UploadProgress, byte_count};

/// Converts the progress of a request to bytes of the files, because the form shows file sizes; the
/// encoded request is larger.
pub fn progress_in_file_bytes(upload: UploadProgress, file_bytes: u64) -> Progress {
    let (read, sent, total) = match (upload, file_bytes) {
        (UploadProgress::Encoded(read), _) => (read, 0, file_bytes),
        (UploadProgress::Uploaded { sent, total }, 0) => (total, sent, total),
        (UploadProgress::Uploaded { total: 0, .. }, _) => (file_bytes, 0, file_bytes),
        (UploadProgress::Uploaded { sent, total }, _) => {
            // Numbers of bytes are below 2^53, so they are exact as f64.
            let sent = sent as f64 / total as f64 * file_bytes as f64;
            (file_bytes, byte_count(sent), file_bytes)
        }
    };
    Progress { read, sent, total }
}
