//! Size and name of a `File`, and text files.

use super::byte_count::byte_count;
use js_sys::Array;
use web_sys::{File, FilePropertyBag};

/// Creates a text file, or returns `None` if the browser cannot create one.
#[must_use]
pub fn text_file(name: &str, text: &str) -> Option<File> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()
}

/// Returns a file with another name, and with the media type and the contents of this one. Returns
/// `None` if the browser cannot create one.
#[must_use]
pub fn renamed_file(file: &File, name: &str) -> Option<File> {
    let properties = FilePropertyBag::new();
    properties.set_type(&file.type_());
    properties.set_last_modified(file.last_modified());
    File::new_with_blob_sequence_and_options(&Array::of1(file), name, &properties).ok()
}

/// Size of a file, in bytes.
#[must_use]
pub fn file_size(file: &File) -> u64 {
    byte_count(file.size())
}
