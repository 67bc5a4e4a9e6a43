//! What only a browser can do: files, requests, and their progress. It knows no view and could
//! serve another framework.

mod answer;
mod chosen;
mod file;
mod key;
mod listener;
mod look;
mod relay;
mod rich;
mod smaller;
mod storage;
mod upload;
mod value;

pub use chosen::{Carried, MOST, Picked, picked};
pub use file::body;
pub use key::Key;
pub use listener::Listener;
pub use look::{Peek, address_of, are_the_same, can_be_read, peek, revoke};
pub use relay::{Asked, Endpoint, Sending};
pub use rich::parsed;
pub use smaller::smaller;
pub use storage::{recalled, remember};
pub use value::value;

use js_sys::{Array, Function, Promise};
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// How a ticket gets on, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So much of its files is read and encoded.
    Read(u64),
    /// Some of the request is out.
    Out {
        /// How much.
        sent: u64,
        /// Of how much.
        total: u64,
    },
}

/// Is told how a ticket gets on.
pub type Report = Rc<dyn Fn(Step)>;

/// A text as a file; none where the browser makes none.
#[must_use]
pub fn file_of_text(name: &str, text: &str) -> Option<File> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()
}

/// The browser's clock, in milliseconds; it may be set back.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
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
pub async fn pause(milliseconds: i32) {
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
