//! The configuration's limits, priorities and link.

use super::error::{ConfigError, wrong};
use open_ticket::rules::Limits;
use open_ticket::ticket::Priority;
use serde::Deserialize;

/// The limits in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsText {
    subject: usize,
    message: usize,
    files: usize,
    file_bytes: u64,
    total_bytes: u64,
    extensions: Vec<String>,
}

/// What becomes of pictures, in the configuration.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImagesText {
    shrink_over: u32,
}

impl Default for LimitsText {
    fn default() -> Self {
        let extensions = ["gif", "jpeg", "jpg", "pdf", "png", "txt", "zip"];
        Self {
            subject: 250,
            message: 65_000,
            files: 10,
            file_bytes: 4_000_000,
            total_bytes: 4_500_000,
            extensions: extensions.map(str::to_owned).into(),
        }
    }
}

/// The limits, checked against the largest request.
///
/// # Errors
/// [`ConfigError::Value`].
pub(super) fn limits(text: LimitsText, max_body: u64) -> Result<Limits, ConfigError> {
    // A file is written in base64 twice: 16 bytes for 9.
    let most = max_body / 16 * 9;
    if text.total_bytes > most {
        let reason = format!("with max_body = {max_body} it is {most} at most");
        return Err(wrong("limits.total_bytes", reason));
    }
    for (key, limit) in [
        ("limits.subject", text.subject),
        ("limits.message", text.message),
    ] {
        if limit == 0 {
            return Err(wrong(key, "it must be 1 or more"));
        }
    }
    let is_plain = |extension: &String| {
        !extension.is_empty() && !extension.contains('.') && *extension == extension.to_lowercase()
    };
    if !text.extensions.iter().all(is_plain) {
        return Err(wrong(
            "limits.extensions",
            "they are in lower case and without their dots",
        ));
    }
    Ok(Limits {
        subject: text.subject,
        message: text.message,
        files: text.files,
        file_bytes: text.file_bytes,
        total_bytes: text.total_bytes,
        // Less by the credentials, once they are known.
        request_bytes: max_body,
        extensions: text.extensions,
    })
}

/// How many megapixels a picture may have before it is made smaller; none where 0 is said.
///
/// # Errors
/// [`ConfigError::Value`].
pub(super) fn shrink_over(images: &ImagesText) -> Result<Option<u32>, ConfigError> {
    match images.shrink_over {
        0 => Ok(None),
        megapixels @ 1..=1_000 => Ok(Some(megapixels)),
        _ => Err(wrong(
            "images.shrink_over",
            "it is in megapixels, 1000 at most",
        )),
    }
}

pub(super) fn all_priorities() -> Vec<String> {
    Priority::ALL
        .iter()
        .map(|priority| priority.as_str().to_owned())
        .collect()
}

pub(super) fn medium() -> String {
    Priority::Medium.as_str().to_owned()
}

pub(super) fn priorities(texts: &[String]) -> Result<Vec<Priority>, ConfigError> {
    let mut priorities = Vec::new();
    for text in texts {
        let priority = priority("priorities", text)?;
        if priorities.contains(&priority) {
            return Err(wrong("priorities", format!("{text} is there twice")));
        }
        priorities.push(priority);
    }
    if priorities.is_empty() {
        return Err(wrong(
            "priorities",
            "there must be one at least: Low, Medium or High",
        ));
    }
    Ok(priorities)
}

pub(super) fn priority(key: &str, text: &str) -> Result<Priority, ConfigError> {
    Priority::parse(text).ok_or_else(|| wrong(key, format!("{text} is not Low, Medium or High")))
}

pub(super) fn ticket_url(url: String) -> Result<String, ConfigError> {
    let has_places = url.contains("{tid}") && url.contains("{c}");
    if url.is_empty() || has_places {
        Ok(url)
    } else {
        Err(wrong(
            "ticket_url",
            "it must hold {tid} and {c}, or be empty where there is no page",
        ))
    }
}
