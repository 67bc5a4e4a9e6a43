//! The configuration's `[markdown]`.

use open_ticket::rules::Markdown;
use serde::Deserialize;

/// What a message may be made of; what is not said is allowed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MarkdownText {
    tables: bool,
    strikethrough: bool,
    task_lists: bool,
    autolinks: bool,
}

impl Default for MarkdownText {
    fn default() -> Self {
        let all = Markdown::default();
        Self {
            tables: all.tables,
            strikethrough: all.strikethrough,
            task_lists: all.task_lists,
            autolinks: all.autolinks,
        }
    }
}

impl From<MarkdownText> for Markdown {
    fn from(text: MarkdownText) -> Self {
        Self {
            tables: text.tables,
            strikethrough: text.strikethrough,
            task_lists: text.task_lists,
            autolinks: text.autolinks,
        }
    }
}
