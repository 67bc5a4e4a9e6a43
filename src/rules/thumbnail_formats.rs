//! The image formats of which the form shows a thumbnail.

use super::file_types::has_extension_of;
use crate::ticket::FileName;

/// Extensions of the image formats that every browser displays.
const IMAGES: [&str; 9] = [
    "apng", "avif", "bmp", "gif", "jfif", "jpeg", "jpg", "png", "webp",
];

/// Returns `true` if browsers can display the file as an image.
#[must_use]
pub fn is_image(name: &FileName) -> bool {
    has_extension_of(name, &IMAGES)
}
