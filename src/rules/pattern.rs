//! Regular expressions that answers to custom fields must match.

use regex_lite::Regex;
use std::{fmt, sync::Arc};

/// A regular expression in the syntax of `regex-lite`. Like WHMCS's patterns, it may match
/// anywhere in the text; `^` and `$` anchor it. Matching takes time linear in the length of the
/// text.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    /// `None` until compiled. A function instead of a `Regex`, because the regular expression
    /// compiler is a large part of the download: it is in the editor chunk.
    is_match: Option<Arc<IsMatch>>,
}

type IsMatch = dyn Fn(&str) -> bool + Send + Sync;

/// Error for a string that is not a regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPattern {
    /// The error message of `regex-lite`.
    pub reason: String,
}

impl Pattern {
    /// Creates and compiles a pattern from a regular expression without delimiters.
    ///
    /// # Errors
    /// Returns [`InvalidPattern`] if the text is not a regular expression.
    pub fn parse(source: &str) -> Result<Self, InvalidPattern> {
        let mut pattern = Self::deferred(source);
        pattern.compile()?;
        Ok(pattern)
    }

    /// Creates a pattern without compiling it. It matches any text until it is
    /// [compiled](Self::compile).
    #[must_use]
    pub fn deferred(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            is_match: None,
        }
    }

    /// Compiles the pattern, unless it is already compiled.
    ///
    /// # Errors
    /// Returns [`InvalidPattern`] if the text is not a regular expression. The pattern then stays
    /// uncompiled.
    pub fn compile(&mut self) -> Result<(), InvalidPattern> {
        if self.is_match.is_none() {
            let regex = Regex::new(&self.source).map_err(|error| InvalidPattern {
                reason: error.to_string(),
            })?;
            self.is_match = Some(Arc::new(move |text| regex.is_match(text)));
        }
        Ok(())
    }

    /// The regular expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Returns `true` if the text matches, or if the pattern is not compiled.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.is_match.as_ref().is_none_or(|is_match| is_match(text))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}
