//! The section `[limits]`.

use super::attachment_types::{check_extensions, default_extensions};
use super::error::{ConfigError, invalid_value};
use super::max_body_bytes::MAX_BODY_BYTES;
use super::value_checks::{check_at_most, check_range};
use open_ticket::rules::Limits;
use open_ticket::ticket::EmailAddress;
use serde::Deserialize;

/// Maximum length of a name or subject: the limit of WHMCS's columns, which have MySQL's type `TEXT`.
const MAX_TEXT: u64 = 65_535;

/// Maximum length of an email address.
const MAX_EMAIL: u64 = EmailAddress::MAX_BYTES as u64;

/// Maximum number of files.
const MAX_FILES: u64 = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsSection {
    name: u64,
    email: u64,
    subject: u64,
    message: u64,
    answer: u64,
    files: u64,
    file_bytes: u64,
    total_bytes: u64,
    extensions: Vec<String>,
}

impl Default for LimitsSection {
    fn default() -> Self {
        Self {
            name: 250,
            email: MAX_EMAIL,
            subject: 250,
            message: 65_000,
            answer: 10_000,
            files: 10,
            file_bytes: 4_000_000,
            total_bytes: 4_500_000,
            extensions: default_extensions(),
        }
    }
}

impl LimitsSection {
    /// Validates the limits, including `total_bytes` against the maximum request size.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn validate(self, max_body_bytes: u64) -> Result<Limits, ConfigError> {
        check_range("limits.name", self.name, MAX_TEXT)?;
        check_range("limits.email", self.email, MAX_EMAIL)?;
        check_range("limits.subject", self.subject, MAX_TEXT)?;
        // A character takes at least one byte.
        check_range("limits.message", self.message, MAX_BODY_BYTES)?;
        check_range("limits.answer", self.answer, MAX_BODY_BYTES)?;
        check_at_most("limits.files", self.files, MAX_FILES)?;
        self.check_sizes(max_body_bytes)?;
        check_extensions(&self.extensions)?;
        let to_length = |key, number| {
            usize::try_from(number).map_err(|_| invalid_value(key, "is too large for this machine"))
        };
        Ok(Limits {
            name: to_length("limits.name", self.name)?,
            email: to_length("limits.email", self.email)?,
            subject: to_length("limits.subject", self.subject)?,
            message: to_length("limits.message", self.message)?,
            answer: to_length("limits.answer", self.answer)?,
            files: to_length("limits.files", self.files)?,
            file_bytes: self.file_bytes,
            total_bytes: self.total_bytes,
            // Reduced by the size of the credentials at startup.
            request_bytes: max_body_bytes,
            extensions: self.extensions,
        })
    }

    /// Checks the sizes of files against each other, and against the size of a request.
    fn check_sizes(&self, max_body_bytes: u64) -> Result<(), ConfigError> {
        const TOO_SMALL: &str = "must be at least 1";
        for (key, size) in [
            ("limits.total_bytes", self.total_bytes),
            ("limits.file_bytes", self.file_bytes),
        ] {
            if size == 0 {
                return Err(invalid_value(key, TOO_SMALL));
            }
        }
        check_at_most("limits.file_bytes", self.file_bytes, MAX_BODY_BYTES)?;
        // Files are encoded in Base64 twice: 16 bytes for 9.
        let max_total_bytes = max_body_bytes / 16 * 9;
        if self.total_bytes > max_total_bytes {
            let reason =
                format!("must be at most {max_total_bytes} with max_body_bytes = {max_body_bytes}");
            return Err(invalid_value("limits.total_bytes", reason));
        }
        Ok(())
    }
}
