//! The options of the server, from the arguments, the configuration and the environment.

use super::arguments::{Arguments, DEFAULT_STATE};
use super::environment_variables::{ACCESS_KEY, IDENTIFIER, SECRET, SIGNING_KEY, STATE};
use super::secret_sources::SecretSources;
use super::usage_error::UsageError;
use super::whmcs_url::parse_whmcs_url;
use crate::auth::SigningKey;
use crate::config::{Config, DepartmentsSource};
use crate::server::{Backend, ServerOptions};
use crate::state::{StoreLocation, check_file};
use crate::whmcs::Credentials;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

impl Arguments {
    /// Combines the arguments, the configuration and the environment. `environment` returns the
    /// value of a variable. Logs a warning for each suspicious value.
    ///
    /// # Errors
    /// [`UsageError`].
    pub fn server_options(
        &self,
        environment: impl Fn(&str) -> Option<String> + Copy,
    ) -> Result<ServerOptions, UsageError> {
        let secrets = SecretSources(environment);
        let mut config = self.read_config()?;
        let listen = self.listen_address()?;
        let signing_key = signing_key(&secrets)?;
        let mut warnings = config.warnings();
        warnings.extend(self.ignored_port_warning());
        let backend = match &self.whmcs {
            Some(url) => {
                check_departments_for_guests(&config, signing_key.as_ref())?;
                warnings.extend(config.remove_sandbox_link());
                Backend::Whmcs {
                    url: parse_whmcs_url(url)?,
                    credentials: credentials(&secrets, None)?,
                }
            }
            None if listen.ip().is_loopback() => Backend::Sandbox {
                database: self.database.clone(),
                credentials: credentials(&secrets, Some(open_ticket_sandbox::CREDENTIAL))?,
            },
            None => return Err(UsageError::SandboxNotOnLoopback(listen)),
        };
        let options = ServerOptions {
            config,
            backend,
            state: self.state_location(&secrets)?,
            signing_key,
            metrics_listen: self.metrics_address()?,
            listen,
            dist: self.dist.clone(),
        };
        for warning in warnings {
            tracing::warn!("{warning}");
        }
        Ok(options)
    }

    /// Returns the text of `--state`, or of its file.
    pub(super) fn state_argument(
        &self,
        secrets: &SecretSources<impl Fn(&str) -> Option<String>>,
    ) -> Result<Option<String>, UsageError> {
        match &self.state {
            // A template sets the variable without a value.
            Some(text) if !text.is_empty() => Ok(Some(text.clone())),
            _ => {
                let text = secrets.read(STATE)?;
                Ok(text.map(|text| text.expose().to_owned()))
            }
        }
    }

    /// Returns the location of the state, and checks that its file can be used.
    pub(super) fn state_location(
        &self,
        secrets: &SecretSources<impl Fn(&str) -> Option<String>>,
    ) -> Result<StoreLocation, UsageError> {
        let given = self.state_argument(secrets)?;
        let text = given.unwrap_or_else(|| DEFAULT_STATE.to_owned());
        let location = StoreLocation::parse(&text).map_err(UsageError::State)?;
        if let StoreLocation::SqliteFile(file) = &location {
            if self.whmcs.is_none() && is_same_file(file, &self.database) {
                return Err(UsageError::StateIsDatabase(file.clone()));
            }
            check_file(file).map_err(UsageError::StateFile)?;
        }
        Ok(location)
    }
}

/// Reads the signing key.
pub(super) fn signing_key(
    secrets: &SecretSources<impl Fn(&str) -> Option<String>>,
) -> Result<Option<SigningKey>, UsageError> {
    let key = secrets.read(SIGNING_KEY)?;
    key.map(|key| SigningKey::new(&key).ok_or(UsageError::SigningKeyTooShort))
        .transpose()
}

/// Reads the API credential.
pub(super) fn credentials(
    secrets: &SecretSources<impl Fn(&str) -> Option<String>>,
    default: Option<&str>,
) -> Result<Credentials, UsageError> {
    let required = |name| {
        let secret = secrets.read(name)?;
        secret
            .or_else(|| crate::secret::Secret::new(default?))
            .ok_or(UsageError::MissingCredential(name))
    };
    Ok(Credentials {
        identifier: required(IDENTIFIER)?,
        secret: required(SECRET)?,
        access_key: secrets.read(ACCESS_KEY)?,
    })
}

/// Checks that at least one department can be chosen. The sandbox always has a signing key.
pub(super) fn check_departments_for_guests(
    config: &Config,
    signing_key: Option<&SigningKey>,
) -> Result<(), UsageError> {
    let departments = &config.rules.departments;
    let is_closed = config.departments.source() == DepartmentsSource::Config
        && signing_key.is_none()
        && departments.iter().all(|department| department.clients_only);
    match is_closed {
        true => Err(UsageError::NoDepartmentForGuests),
        false => Ok(()),
    }
}

/// Returns `true` if both paths name the same file, through links or other spellings too.
fn is_same_file(first: &Path, second: &Path) -> bool {
    resolved(first) == resolved(second)
}

/// Resolves the links of a path. The file itself may not exist yet.
fn resolved(path: &Path) -> PathBuf {
    let error = match path.canonicalize() {
        Ok(path) => return path,
        Err(error) => error,
    };
    // A link to a file that does not exist yet. Circular links cause another error.
    if error.kind() == ErrorKind::NotFound
        && let Ok(target) = std::fs::read_link(path)
    {
        return resolved(&path.with_file_name(target));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
