//! The section `[limits]`.

use super::error::{ConfigError, invalid_value};
use open_ticket::rules::Limits;
use open_ticket::ticket::EmailAddress;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsSection {
    name: usize,
    email: usize,
    subject: usize,
    message: usize,
    answer: usize,
    files: usize,
    file_bytes: u64,
    total_bytes: u64,
    extensions: Vec<String>,
}

impl Default for LimitsSection {
    fn default() -> Self {
        let extensions = ["gif", "jpeg", "jpg", "pdf", "png", "txt", "zip"];
        Self {
            name: 250,
            email: EmailAddress::MAX_BYTES,
            subject: 250,
            message: 65_000,
            answer: 10_000,
            files: 10,
            file_bytes: 4_000_000,
            total_bytes: 4_500_000,
            extensions: extensions.map(str::to_owned).into(),
        }
    }
}

impl LimitsSection {
    /// Validates the limits, including `total_bytes` against the maximum request size.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn validate(self, max_body_bytes: u64) -> Result<Limits, ConfigError> {
        // Files are encoded in Base64 twice: 16 bytes for 9.
        let max_total_bytes = max_body_bytes / 16 * 9;
        if self.total_bytes > max_total_bytes {
            let reason =
                format!("must be at most {max_total_bytes} with max_body_bytes = {max_body_bytes}");
            return Err(invalid_value("limits.total_bytes", reason));
        }
        for (key, limit) in [
            ("limits.name", self.name),
            ("limits.email", self.email),
            ("limits.subject", self.subject),
            ("limits.message", self.message),
            ("limits.answer", self.answer),
        ] {
            if limit == 0 {
                return Err(invalid_value(key, "must be at least 1"));
            }
        }
        if !self.extensions.iter().all(|text| is_extension(text)) {
            let reason = "must be in lower case, without dots";
            return Err(invalid_value("limits.extensions", reason));
        }
        Ok(Limits {
            name: self.name,
            email: self.email,
            subject: self.subject,
            message: self.message,
            answer: self.answer,
            files: self.files,
            file_bytes: self.file_bytes,
            total_bytes: self.total_bytes,
            // Reduced by the size of the credentials at startup.
            request_bytes: max_body_bytes,
            extensions: self.extensions,
        })
    }
}

fn is_extension(text: &str) -> bool {
    !text.is_empty() && !text.contains('.') && text == text.to_lowercase()
}
