//! The section `[markdown]`.

use super::error::{ConfigError, invalid_value, quoted};
use open_ticket::rules::{LineBreaks, Markdown};
use serde::Deserialize;

/// Markdown extensions and the meaning of line breaks. Default: all extensions are enabled, and line
/// breaks are hard.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MarkdownSection {
    tables: bool,
    strikethrough: bool,
    task_lists: bool,
    autolinks: bool,
    line_breaks: String,
}

impl Default for MarkdownSection {
    fn default() -> Self {
        let default = Markdown::default();
        Self {
            tables: default.tables,
            strikethrough: default.strikethrough,
            task_lists: default.task_lists,
            autolinks: default.autolinks,
            line_breaks: default.line_breaks.as_str().to_owned(),
        }
    }
}

impl MarkdownSection {
    /// Validates the section.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn validate(self) -> Result<Markdown, ConfigError> {
        let line_breaks = LineBreaks::parse(&self.line_breaks).ok_or_else(|| {
            let reason = format!(
                "must be \"hard\" or \"soft\", not {}",
                quoted(&self.line_breaks)
            );
            invalid_value("markdown.line_breaks", reason)
        })?;
        Ok(Markdown {
            tables: self.tables,
            strikethrough: self.strikethrough,
            task_lists: self.task_lists,
            autolinks: self.autolinks,
            line_breaks,
        })
    }
}
