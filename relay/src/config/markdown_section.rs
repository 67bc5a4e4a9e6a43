//! The section `[markdown]`.

use open_ticket::rules::Markdown;
use serde::Deserialize;

/// Markdown extensions. Default: all are enabled.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MarkdownSection {
    tables: bool,
    strikethrough: bool,
    task_lists: bool,
    autolinks: bool,
}

impl Default for MarkdownSection {
    fn default() -> Self {
        let default = Markdown::default();
        Self {
            tables: default.tables,
            strikethrough: default.strikethrough,
            task_lists: default.task_lists,
            autolinks: default.autolinks,
        }
    }
}

impl From<MarkdownSection> for Markdown {
    fn from(section: MarkdownSection) -> Self {
        Self {
            tables: section.tables,
            strikethrough: section.strikethrough,
            task_lists: section.task_lists,
            autolinks: section.autolinks,
        }
    }
}
