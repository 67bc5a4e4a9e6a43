//! The key `pattern` of a custom field.

use super::error::{ConfigError, invalid_value};
use super::value_checks::{MAX_HINT_CHARS, check_length};
use open_ticket::rules::Pattern;

/// Delimiters of PHP's expressions. Not `(` and `[`, which start a group or a class.
const DELIMITERS: &str = "/#~@%!|,;:=&'\"`{<";

/// Parses a regular expression, with or without the delimiters that WHMCS requires.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn parse_pattern(key: &str, text: &str) -> Result<Pattern, ConfigError> {
    check_length(key, text, MAX_HINT_CHARS)?;
    if text.trim().is_empty() {
        return Err(invalid_value(
            key,
            "is blank: remove the key to allow any answer",
        ));
    }
    let expression = without_delimiters(text).map_err(|reason| invalid_value(key, reason))?;
    Pattern::parse(&expression).map_err(|error| {
        let reason = format!(
            "{}; the syntax is that of Rust's `regex-lite` crate, without look-around and backreferences",
            error.reason
        );
        invalid_value(key, reason)
    })
}

/// Removes PHP's delimiters, `/^[0-9]{6}$/i`, and converts the modifiers. Returns any other text
/// unchanged: it is already a regular expression.
///
/// A `/` at both ends is a delimiter. Other characters that PHP accepts are also common in
/// expressions, so they are delimiters only around an anchor.
fn without_delimiters(text: &str) -> Result<String, String> {
    let trimmed = text.trim();
    let mut chars = trimmed.chars();
    let Some(delimiter) = chars.next().filter(|c| DELIMITERS.contains(*c)) else {
        return Ok(text.to_owned());
    };
    let end = match delimiter {
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let Some((expression, modifiers)) = chars.as_str().rsplit_once(end) else {
        return Ok(text.to_owned());
    };
    let is_anchored = expression.starts_with('^') || expression.ends_with('$');
    let has_modifiers = modifiers.chars().all(|c| c.is_ascii_alphabetic());
    if !has_modifiers || (delimiter != '/' && !is_anchored) {
        return Ok(text.to_owned());
    }
    // `u` (UTF-8) is always on. `D` (`$` matches only at the end) is Rust's default.
    let mut flags = String::new();
    for modifier in modifiers.chars() {
        match modifier {
            'i' | 'm' | 's' | 'x' if !flags.contains(modifier) => flags.push(modifier),
            'i' | 'm' | 's' | 'x' | 'u' | 'D' => {}
            other => {
                return Err(format!(
                    "the modifier {other} after the delimiter {delimiter} is not supported: write \
                     the expression without delimiters"
                ));
            }
        }
    }
    let expression = match delimiter {
        // Without the backslash, these characters would be syntax.
        '|' | '{' => expression.to_owned(),
        // With the backslash, these characters would be word boundaries.
        '<' => expression.replace("\\<", "<").replace("\\>", ">"),
        _ => expression.replace(&format!("\\{delimiter}"), &delimiter.to_string()),
    };
    Ok(match flags.as_str() {
        "" => expression,
        flags => format!("(?{flags}){expression}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiters_of_php_are_removed() {
        for (text, expression) in [
            ("/^[0-9]{6}$/", "^[0-9]{6}$"),
            (" /^[0-9]{6}$/ ", "^[0-9]{6}$"),
            ("/^[a-z]+$/i", "(?i)^[a-z]+$"),
            ("/^a.b$/siu", "(?si)^a.b$"),
            (r"/^\/srv\/[a-z]+$/D", "^/srv/[a-z]+$"),
            ("#^[0-9]+$#", "^[0-9]+$"),
            ("~^[0-9]+$~i", "(?i)^[0-9]+$"),
            ("/path/", "path"),
            ("|^[0-9]{6}$|", "^[0-9]{6}$"),
            (r"|^a\|b$|", r"^a\|b$"),
            ("{^[0-9]{6}$}i", "(?i)^[0-9]{6}$"),
            (r"<^\<[0-9]\>$>", "^<[0-9]>$"),
            (",^[0-9]{6}$,", "^[0-9]{6}$"),
            ("`^[0-9]{6}$`u", "^[0-9]{6}$"),
        ] {
            assert_eq!(without_delimiters(text).unwrap(), expression, "{text}");
        }
    }

    #[test]
    fn an_expression_without_delimiters_is_unchanged() {
        for text in [
            "^[0-9]{6}$",
            "/srv/[a-z]+$",
            "/",
            "#[0-9]+#",
            "/a/-b",
            "!important",
            "|a|b|",
            "<b>",
            "=1",
        ] {
            assert_eq!(without_delimiters(text).unwrap(), text);
        }
    }

    #[test]
    fn an_unsupported_modifier_is_rejected_with_a_remedy() {
        let error = parse_pattern("pattern", "/^a$/e").unwrap_err().to_string();
        assert!(error.contains("without delimiters"), "{error}");
        let error = parse_pattern("pattern", "/^(?=a)/")
            .unwrap_err()
            .to_string();
        assert!(error.contains("look-around"), "{error}");
    }
}
