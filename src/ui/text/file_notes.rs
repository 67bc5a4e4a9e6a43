//! Notes in a file's row: its original name or size.

use crate::locale::template::{fill, fill_name};
use crate::locale::{format_size, strings};

/// Returns the note on a renamed file, with its original name.
pub fn renamed_from(name: &str) -> String {
    fill_name(strings::FILES_RENAMED, name)
}

/// Returns the note on a resized image, with its original size in bytes.
pub fn resized_from(size: u64) -> String {
    fill(strings::FILES_RESIZED, &[("size", &format_size(size))])
}
