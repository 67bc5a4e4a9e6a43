//! The priorities of WHMCS.

/// Priority of a ticket. WHMCS documents these three values and no default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// `Low`.
    Low,
    /// `Medium`, preselected on WHMCS's own page.
    #[default]
    Medium,
    /// `High`.
    High,
}

impl Priority {
    /// All priorities, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// WHMCS's name of the priority: `Low`, `Medium` or `High`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }

    /// Parses WHMCS's name of a priority. Case-sensitive: WHMCS documents one spelling only.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.as_str() == text)
    }
}
