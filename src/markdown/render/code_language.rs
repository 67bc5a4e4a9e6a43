//! The language of a code block.

/// Language of a code block: 1 to 32 characters of `A-Z a-z 0-9 + # . _ -`, all safe in an
/// attribute value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLanguage(String);

impl CodeLanguage {
    /// Returns the first word of a code block's info string, or `None` if that is not a valid
    /// language.
    #[must_use]
    pub fn parse(info: &str) -> Option<Self> {
        let word = info.split_whitespace().next()?;
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte);
        (word.len() <= 32 && word.bytes().all(is_allowed)).then(|| Self(word.to_owned()))
    }

    /// Returns the language in its original case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
