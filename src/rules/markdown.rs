//! Markdown extensions that are enabled, and the meaning of a single line break in a message.

/// GFM extensions that are enabled in addition to CommonMark, and the meaning of line breaks.
/// Default: all extensions, [`LineBreaks::Hard`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown {
    /// Tables.
    pub tables: bool,
    /// `~~Strikethrough~~`.
    pub strikethrough: bool,
    /// Task lists, `- [ ]` and `- [x]`.
    pub task_lists: bool,
    /// Autolinks: URLs and addresses without markup become links.
    pub autolinks: bool,
    /// Meaning of a line break inside a paragraph. The [tree](crate::markdown::parse()) does not
    /// depend on it.
    pub line_breaks: LineBreaks,
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            tables: true,
            strikethrough: true,
            task_lists: true,
            autolinks: true,
            line_breaks: LineBreaks::default(),
        }
    }
}

/// Meaning of a line break inside a paragraph (a *soft break* in CommonMark, section 6.7).
/// Default: [`LineBreaks::Hard`], since Enter starts a new line on every other screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineBreaks {
    /// A line break, shown as one and [written](crate::markdown::with_hard_breaks) as one.
    #[default]
    Hard,
    /// White space, as in CommonMark. The text is sent as typed.
    Soft,
}

impl LineBreaks {
    /// Both values.
    pub const ALL: [Self; 2] = [Self::Hard, Self::Soft];

    /// Returns the name in the configuration and in the JSON of the rules.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
        }
    }

    /// Parses a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.as_str() == name)
    }
}
