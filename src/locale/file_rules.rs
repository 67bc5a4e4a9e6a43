//! Hint of the files field: the number, sizes and types of files that can be sent.

use super::strings;
use super::template::{fill, plural, separator};
use super::{format_limit, format_total};
use crate::rules::Limits;

/// Separator of the items in a list.
const LIST_SEPARATOR: &str = separator(strings::LIST_PAIR);

/// Longest list of types that is part of a sentence. A longer one is shown on demand.
const MAX_TYPES_IN_SENTENCE: usize = 5;

/// Returns the hint of the files field, with all types.
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
            fill(template, &[("types", &join_types(extensions))])
        }
    };
    with_types(limits, &types)
}

/// Returns the hint of the files field, and the types if they are too many for it.
#[must_use]
pub fn short_file_rules(limits: &Limits) -> (String, Option<String>) {
    match is_short(&limits.extensions) {
        true => (file_rules(limits), None),
        false => {
            let hint = with_types(limits, "");
            (
                hint.trim_end().to_owned(),
                Some(join_types(&limits.extensions)),
            )
        }
    }
}

/// Returns the number of selected files and their total size in bytes, each with its limit.
#[must_use]
pub fn file_total(count: usize, size: u64, limits: &Limits) -> String {
    let template = plural(
        strings::FILES_TOTAL_ONE,
        strings::FILES_TOTAL_OTHER,
        limits.files as u64,
    );
    let size = format_total(size, limits.available_file_bytes());
    fill(
        template,
        &[("count", &count), ("limit", &limits.files), ("size", &size)],
    )
}

/// Returns `true` if a list of types fits into a sentence.
pub const fn is_short(types: &[String]) -> bool {
    types.len() <= MAX_TYPES_IN_SENTENCE
}

/// Joins types to a list.
pub fn join_types(types: &[String]) -> String {
    types.join(LIST_SEPARATOR)
}

fn with_types(limits: &Limits, types: &str) -> String {
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
            ("each", &format_limit(each)),
            ("total", &format_limit(total)),
            ("types", &types),
        ],
    )
}
