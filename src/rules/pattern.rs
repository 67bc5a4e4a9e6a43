//! The form that an answer must have.

use regex_lite::Regex;
use std::{fmt, sync::Arc};

/// A regular expression, in the syntax of the `regex` crate and found anywhere in a text, as
/// WHMCS finds its own; `^` and `$` tie it to the ends. It takes time linear in the text.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    /// Behind a pointer, and none at first: what reads expressions is a good part of what a page
    /// downloads, and no page needs it before somebody writes.
    finds: Option<Arc<Find>>,
}

type Find = dyn Fn(&str) -> bool + Send + Sync;

/// A text is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPattern {
    /// What is wrong with it, in the words of `regex-lite`.
    pub reason: String,
}

impl Pattern {
    /// Takes a regular expression, without delimiters.
    ///
    /// # Errors
    /// [`InvalidPattern`].
    pub fn parse(text: &str) -> Result<Self, InvalidPattern> {
        let mut pattern = Self::unread(text);
        pattern.read()?;
        Ok(pattern)
    }

    /// Takes what may be a regular expression. Until it is [read](Self::read), every text has its
    /// form.
    #[must_use]
    pub fn unread(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            finds: None,
        }
    }

    /// Reads the expression, unless it has been read.
    ///
    /// # Errors
    /// [`InvalidPattern`]; it stays unread.
    pub fn read(&mut self) -> Result<(), InvalidPattern> {
        if self.finds.is_none() {
            let regex = Regex::new(&self.text).map_err(|error| InvalidPattern {
                reason: error.to_string(),
            })?;
            self.finds = Some(Arc::new(move |text| regex.is_match(text)));
        }
        Ok(())
    }

    /// The expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a text has this form.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.finds.as_ref().is_none_or(|finds| finds(text))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
