//! The browser's print dialog.

use super::js_object::{call, global};

/// Returns `true` if the browser can print pages. Firefox for Android supports it from version 114.
#[must_use]
pub fn can_print() -> bool {
    global("print").is_some()
}

/// Opens the print dialog for the page.
pub fn print_page() {
    call(&js_sys::global(), "print", &[]);
}
