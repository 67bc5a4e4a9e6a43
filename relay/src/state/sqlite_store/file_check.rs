//! Checks of a state file that neither create nor change it.

use super::schema::SCHEMA_VERSION;
use crate::state::error::StateError;
use crate::state::store_location::StoreLocation;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Size of the header of a SQLite file (<https://www.sqlite.org/fileformat.html>, section 1.3).
const HEADER_BYTES: usize = 100;
/// The first bytes of a SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Offset of `user_version`, a big-endian number.
const USER_VERSION: usize = 60;

/// Checks that a file can be used as the state file: it is a SQLite file or an empty file that can be
/// written to, or it does not exist and its folder can be written to.
///
/// # Errors
/// [`StateError::Unusable`] or [`StateError::NewerVersion`].
pub fn check_file(file: &Path) -> Result<(), StateError> {
    let location = || StoreLocation::SqliteFile(file.to_owned());
    let unusable = |cause: String| StateError::Unusable {
        location: location(),
        cause,
    };
    let other = |content| unusable(format!("it is {content}, and was not changed"));
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_dir() => return Err(other("a folder")),
        Ok(metadata) if !metadata.is_file() => return Err(other("not a regular file")),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return check_folder(file).map_err(|error| unusable(error.to_string()));
        }
        Err(error) => return Err(unusable(error.to_string())),
    }
    let header = read_header(file).map_err(|error| unusable(error.to_string()))?;
    if header.is_empty() {
        return Ok(());
    }
    let version = header.get(USER_VERSION..USER_VERSION + 4);
    match version.and_then(|bytes| bytes.try_into().ok()) {
        Some(bytes) if header.starts_with(MAGIC) => {
            match i64::from(i32::from_be_bytes(bytes)) > SCHEMA_VERSION {
                true => Err(StateError::NewerVersion {
                    location: location(),
                }),
                false => Ok(()),
            }
        }
        _ => Err(other("a file of another kind, not a state file")),
    }
}

/// Checks that a file could be created, by creating one without a name next to it.
fn check_folder(file: &Path) -> io::Result<()> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    tempfile::tempfile_in(folder.unwrap_or(Path::new("."))).map(drop)
}

/// Reads the header. Opens the file for writing, which fails if that is not permitted, and writes
/// nothing.
fn read_header(file: &Path) -> io::Result<Vec<u8>> {
    let file: File = OpenOptions::new().read(true).write(true).open(file)?;
    let mut header = Vec::with_capacity(HEADER_BYTES);
    file.take(HEADER_BYTES as u64).read_to_end(&mut header)?;
    Ok(header)
}
