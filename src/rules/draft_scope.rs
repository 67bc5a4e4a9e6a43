//! The parts of a draft that the browser may store.

/// Parts of a draft that the browser stores, from least to most. Default: [`DraftScope::All`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftScope {
    /// Nothing.
    Off,
    /// The fields, and the names of the files.
    Text,
    /// The fields and the files.
    #[default]
    All,
}

impl DraftScope {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Off, Self::Text, Self::All];

    /// Returns the name in the configuration, in the JSON of the rules and in the attribute `draft`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Text => "text",
            Self::All => "all",
        }
    }

    /// Parses a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.as_str() == name)
    }
}
