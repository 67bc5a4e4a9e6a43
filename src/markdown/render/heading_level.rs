//! Heading levels below the headings of the host page.

/// Level of a rendered heading: `#` becomes `h3`, `##` becomes `h4`, `###` becomes `h5`, all deeper
/// ones become `h6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingLevel {
    /// `h3`
    H3,
    /// `h4`
    H4,
    /// `h5`
    H5,
    /// `h6`
    H6,
}

impl HeadingLevel {
    /// Returns the rendered level of a Markdown heading of level 1 to 6.
    #[must_use]
    pub const fn from_markdown(level: u8) -> Self {
        match level {
            0 | 1 => Self::H3,
            2 => Self::H4,
            3 => Self::H5,
            _ => Self::H6,
        }
    }
}
