//! Parameters of headers.

/// Returns a parameter of a header, `name="value"` or `name=value`. Browsers escape a quotation mark
/// as `%22` (HTML, section 4.10.21.8), other clients with a backslash.
pub(super) fn parameter(header: &str, name: &str) -> Option<String> {
    let (mut is_quoted, mut previous) = (false, ' ');
    let parts = header.split(move |c| {
        is_quoted ^= c == '"' && previous != '\\';
        previous = c;
        c == ';' && !is_quoted
    });
    let value = parts.skip(1).find_map(|part| {
        let (found, value) = part.split_once('=')?;
        let found = found.trim();
        let is_extended = found
            .strip_suffix('*')
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        (found.eq_ignore_ascii_case(name) || is_extended).then(|| value.trim())
    })?;
    let unquoted = value
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    Some(unquoted.map_or_else(|| value.to_owned(), |text| text.replace("\\\"", "\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_in_every_notation() {
        for (header, expected) in [
            ("form-data; name=\"a b\"", "a b"),
            ("form-data; NAME=a", "a"),
            ("form-data; filename=\"x; name=y\"; name=\"a\"", "a"),
            ("form-data; name=\"a\\\"b\"", "a\"b"),
            ("form-data; name=\"C:\\logs\"", "C:\\logs"),
        ] {
            assert_eq!(
                parameter(header, "name").as_deref(),
                Some(expected),
                "{header}"
            );
        }
        assert_eq!(parameter("form-data; filename=\"name=x\"", "name"), None);
    }
}
