//! The keys `priorities` and `default_priority`.

use super::error::{ConfigError, invalid_value, quoted};
use open_ticket::ticket::Priority;

/// Returns the default of `priorities`.
pub(super) fn all_priorities() -> Vec<String> {
    Priority::ALL
        .iter()
        .map(|priority| priority.as_str().to_owned())
        .collect()
}

/// Returns the default of `default_priority`.
pub(super) fn default_priority() -> String {
    Priority::Medium.as_str().to_owned()
}

/// Validates both keys.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate(
    names: &[String],
    default_name: &str,
) -> Result<(Vec<Priority>, Priority), ConfigError> {
    let mut priorities = Vec::new();
    for name in names {
        let priority = parse_priority("priorities", name)?;
        if priorities.contains(&priority) {
            return Err(invalid_value("priorities", format!("lists {name} twice")));
        }
        priorities.push(priority);
    }
    if priorities.is_empty() {
        let reason = "must contain at least one of Low, Medium and High";
        return Err(invalid_value("priorities", reason));
    }
    let default = parse_priority("default_priority", default_name)?;
    if !priorities.contains(&default) {
        let reason = "must be one of the priorities";
        return Err(invalid_value("default_priority", reason));
    }
    Ok((priorities, default))
}

fn parse_priority(key: &str, name: &str) -> Result<Priority, ConfigError> {
    let reason = || format!("{} is not Low, Medium or High", quoted(name));
    Priority::parse(name).ok_or_else(|| invalid_value(key, reason()))
}
