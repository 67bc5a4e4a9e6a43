//! A `File`'s size, and files made from text.

use super::byte_count::byte_count;
use js_sys::Array;
use web_sys::File;

/// Creates a text file, or returns `None` if the browser cannot create one.
#[must_use]
pub fn text_file(name: &str, text: &str) -> Option<File> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()
}

/// Size of a file, in bytes.
#[must_use]
pub fn file_size(file: &File) -> u64 {
    byte_count(file.size())
}
