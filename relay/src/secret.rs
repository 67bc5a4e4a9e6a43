//! Credentials that never appear in logs.

use std::fmt;

/// Credential. `Debug` prints `Secret`; only [`Secret::expose`] returns the text.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Creates a secret. Returns `None` for a blank text, which WHMCS treats as missing.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Returns the text, for the code that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_does_not_show_the_secret() {
        let secret = Secret::new("hunter2").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn a_blank_secret_is_missing() {
        assert!(Secret::new(" \n").is_none());
    }
}
