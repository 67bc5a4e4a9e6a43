//! Object URLs of files.

use web_sys::{File, Url};

/// Creates an object URL for a file, valid until [`revoke_object_url`].
#[must_use]
pub fn create_object_url(file: &File) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}

/// Revokes an object URL. Until then, the browser keeps the file open.
pub fn revoke_object_url(url: &str) {
    let _ = Url::revoke_object_url(url);
}
