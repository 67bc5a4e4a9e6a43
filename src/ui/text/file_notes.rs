//! Notes in a file's row: its original name or size.

use crate::locale::template::{fill, fill_name, plural};
use crate::locale::{format_size, strings};
use crate::ticket::escape_for_display;

/// Returns the note on a renamed file, with its original name.
pub fn renamed_from(name: &str) -> String {
    fill_name(strings::FILES_RENAMED, name)
}

/// Returns the note on an image that was converted, with its original name.
pub fn converted_from(name: &str) -> String {
    fill_name(strings::FILES_CONVERTED, name)
}

/// Returns the note on system files that were skipped, with the name of the first one.
pub fn skipped_files(name: &str, count: usize) -> String {
    let template = plural(
        strings::FILES_SKIPPED_ONE,
        strings::FILES_SKIPPED_OTHER,
        count as u64,
    );
    fill(
        template,
        &[("name", &escape_for_display(name)), ("count", &count)],
    )
}

/// Returns the note on a resized image, with its original size in bytes.
pub fn resized_from(size: u64) -> String {
    fill(strings::FILES_RESIZED, &[("size", &format_size(size))])
}
