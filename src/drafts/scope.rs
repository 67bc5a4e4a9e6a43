//! Scope of the drafts that a page or an operator permits.

/// Parts of a draft that may be stored. A smaller scope is less than a larger one, so
/// [`min`](Ord::min) combines those of the page and of the operator.
///
/// ```
/// use open_ticket::drafts::DraftScope;
///
/// assert_eq!(DraftScope::All.min(DraftScope::Text), DraftScope::Text);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftScope {
    /// Nothing.
    Off,
    /// Text and choices, without the bytes of files.
    Text,
    /// Text, choices and files.
    #[default]
    All,
}

impl DraftScope {
    /// Name of the scope: `off`, `text` or `all`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Text => "text",
            Self::All => "all",
        }
    }

    /// Parses the name of a scope.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut scopes = [Self::Off, Self::Text, Self::All].into_iter();
        scopes.find(|scope| scope.as_str() == name)
    }
}
