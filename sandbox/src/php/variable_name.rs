//! Names of PHP variables (PHP manual, "Variables from external sources").

/// Type of a variable, derived from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableType {
    /// `name`.
    Text,
    /// `name[…]`.
    Array,
}

/// Returns the name under which PHP registers a variable, or `None` if the name becomes empty.
///
/// Leading spaces are removed. A dot, a space or an unclosed `[` becomes `_`. A NUL ends the name.
pub fn php_name(raw: &[u8]) -> Option<(String, VariableType)> {
    let raw = raw.split(|byte| *byte == 0).next().unwrap_or_default();
    let raw = String::from_utf8_lossy(raw);
    let raw = raw.trim_start_matches(' ');
    let (base, variable_type) = match raw.split_once('[') {
        Some((base, rest)) if rest.contains(']') => (base.to_owned(), VariableType::Array),
        Some((base, rest)) => (format!("{base}_{rest}"), VariableType::Text),
        None => (raw.to_owned(), VariableType::Text),
    };
    let name = base.replace(['.', ' '], "_");
    (!name.is_empty()).then_some((name, variable_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalized_as_in_php() {
        for (raw, name, variable_type) in [
            ("  clientid", "clientid", VariableType::Text),
            ("clientid\0x", "clientid", VariableType::Text),
            ("no.email", "no_email", VariableType::Text),
            ("a[b", "a_b", VariableType::Text),
            ("deptid[x]", "deptid", VariableType::Array),
        ] {
            let expected = Some((name.to_owned(), variable_type));
            assert_eq!(php_name(raw.as_bytes()), expected, "{raw:?}");
        }
        assert_eq!(php_name(b"\0subject"), None);
    }
}
