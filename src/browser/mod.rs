//! What only a browser can do: files, requests, and their progress. It knows no view and could
//! serve another framework.

mod file;
mod relay;
mod upload;

pub use file::body;
pub use relay::{Endpoint, RulesUnavailable};

use crate::ticket::FileName;
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
