//! Sources of secrets: environment variables, files, and the credentials of systemd.

use crate::secret::{InvalidSecret, Secret};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folder with the files of systemd's `LoadCredential=` and `SetCredential=` (systemd.exec(5)).
const CREDENTIALS_DIRECTORY: &str = "CREDENTIALS_DIRECTORY";

/// Maximum size of a file, in bytes. More is read only to detect that the file is too long.
const MAX_FILE_BYTES: u64 = 65_536;

/// The environment. Each secret `NAME` has three sources, of which one may be set: the variable
/// `NAME`, the file named by the variable `NAME_FILE`, and the file `NAME` in systemd's folder of
/// credentials.
#[derive(Clone, Copy)]
pub struct SecretSources<E>(pub E);

/// Reason why a secret cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretError {
    /// Two sources are set, and could differ.
    SetTwice {
        /// Name of the first source.
        first: String,
        /// Name of the second source.
        second: String,
    },
    /// A file cannot be read.
    Unreadable {
        /// Name of the source.
        source: String,
        /// Path of the file.
        file: PathBuf,
        /// Error of the operating system.
        reason: String,
    },
    /// A file is empty.
    Empty {
        /// Name of the source.
        source: String,
        /// Path of the file.
        file: PathBuf,
    },
    /// The value cannot be a secret.
    Invalid {
        /// Name of the source.
        source: String,
        /// Reason why it is not valid.
        reason: InvalidSecret,
    },
}

/// A source that is set.
struct Source {
    name: String,
    file: Option<PathBuf>,
    text: String,
}

impl<E: Fn(&str) -> Option<String>> SecretSources<E> {
    /// Reads a secret. Returns `None` if no source is set; a blank variable counts as not set.
    ///
    /// # Errors
    /// [`SecretError`], which never contains the secret.
    pub fn read(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        let mut sources = self.sources(name)?.into_iter();
        let Some(source) = sources.next() else {
            return Ok(None);
        };
        if let Some(second) = sources.next() {
            return Err(SecretError::SetTwice {
                first: source.name,
                second: second.name,
            });
        }
        let secret = Secret::parse(&source.text).map_err(|reason| SecretError::Invalid {
            source: source.name.clone(),
            reason,
        })?;
        match (secret, source.file) {
            (None, Some(file)) => Err(SecretError::Empty {
                source: source.name,
                file,
            }),
            (secret, _) => Ok(secret),
        }
    }

    fn sources(&self, name: &str) -> Result<Vec<Source>, SecretError> {
        let mut sources = Vec::new();
        if let Some(text) = self.variable(name) {
            sources.push(Source {
                name: name.to_owned(),
                file: None,
                text,
            });
        }
        let variable = format!("{name}_FILE");
        if let Some(file) = self.variable(&variable) {
            sources.push(read_file(&variable, file.into())?);
        }
        let folder = self.variable(CREDENTIALS_DIRECTORY);
        if let Some(file) = folder.map(|folder| Path::new(&folder).join(name))
            && file.exists()
        {
            sources.push(read_file(&format!("the credential {name}"), file)?);
        }
        Ok(sources)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.0(name).filter(|value| !value.trim().is_empty())
    }
}

fn read_file(source: &str, file: PathBuf) -> Result<Source, SecretError> {
    let mut bytes = Vec::new();
    let result =
        File::open(&file).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes));
    match result {
        Ok(_) => Ok(Source {
            name: source.to_owned(),
            file: Some(file),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }),
        Err(error) => Err(SecretError::Unreadable {
            source: source.to_owned(),
            file,
            reason: error.to_string(),
        }),
    }
}

impl std::error::Error for SecretError {}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetTwice { first, second } => {
                write!(f, "{first} and {second} are both set: remove one of them")
            }
            Self::Unreadable {
                source,
                file,
                reason,
            } => write!(f, "{source}: cannot read {}: {reason}", file.display()),
            Self::Empty { source, file } => write!(f, "{source}: {} is empty", file.display()),
            Self::Invalid { source, reason } => write!(f, "{source} {reason}"),
        }
    }
}
