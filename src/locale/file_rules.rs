//! Hint of the files field: the number, sizes and types of files that can be sent.

use super::format_size;
use super::strings;
use super::template::{fill, plural, separator};
use crate::rules::Limits;

/// Separator of the items in a list.
pub const LIST_SEPARATOR: &str = separator(strings::LIST_PAIR);

/// Returns the hint of the files field.
#[must_use]
pub fn file_rules(limits: &Limits) -> String {
    let types = match limits.extensions.as_slice() {
        [] => strings::FILES_TYPES_ANY.to_owned(),
        extensions => {
            let template = plural(
                strings::FILES_TYPES_ONE,
                strings::FILES_TYPES_OTHER,
                extensions.len() as u64,
            );
            fill(template, &[("types", &extensions.join(LIST_SEPARATOR))])
        }
    };
    let total = limits.available_file_bytes();
    let each = limits.file_bytes.min(total);
    let template = plural(
        strings::FILES_RULES_ONE,
        strings::FILES_RULES_OTHER,
        limits.files as u64,
    );
    fill(
        template,
        &[
            ("count", &limits.files),
            ("each", &format_size(each)),
            ("total", &format_size(total)),
            ("types", &types),
        ],
    )
}
