//! What only a browser can do: files, requests, and their progress. It knows no view and could
//! serve another framework.

mod answer;
mod file;
mod key;
mod relay;
mod upload;

pub use file::body;
pub use key::Key;
pub use relay::Endpoint;

use crate::ticket::FileName;
use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

/// The files that a person chose, in their order, each with a name made safe.
#[must_use]
pub fn files_of(list: &FileList) -> Vec<(FileName, File)> {
    (0..list.length())
        .filter_map(|index| list.get(index))
        .map(|file| (FileName::made_safe(&file.name()), file))
        .collect()
}

/// The size of a file in bytes.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number below 2^53"
)]
pub fn size_of(file: &File) -> u64 {
    file.size() as u64
}

/// Waits for some milliseconds; not at all where the browser has no clock to wait by.
async fn pause(milliseconds: i32) {
    let waited = Promise::new(&mut |resolve: Function, reject: Function| {
        let set = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
                .ok()
        });
        if set.is_none() {
            let _ = reject.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = JsFuture::from(waited).await;
}
