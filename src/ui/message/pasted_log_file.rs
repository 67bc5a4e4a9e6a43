//! A pasted log as an attached file.

use crate::form::{Edit, Event};
use crate::ui::runtime::store::Store;

/// Name of the file.
const FILE_NAME: &str = "pasted-log.txt";

/// Attaches a pasted text as a file, after `remove_text` has removed it from the message.
pub fn attach_as_file(store: Store, text: &str, remove_text: impl FnOnce()) {
    let Some(file) = store.files().add_text(FILE_NAME, text) else {
        return;
    };
    remove_text();
    store.dispatch(Event::Edited(Edit::FilesAdded(vec![file])));
}
