//! Pagination parameters and responses of the list actions.

use crate::database::{Assignments, ListPage, PageRange};
use crate::php::PhpPost;
use serde_json::{Value, json};

/// Default of `limitnum`, as WHMCS documents it for its list actions.
const DEFAULT_MAX_ENTRIES: i64 = 25;

/// Returns the range that `limitstart` and `limitnum` select. An invalid number, or a `limitnum` of
/// 0, is treated as missing.
pub fn page_range(post: &PhpPost) -> PageRange {
    let number = |name| post.get(name).parse::<u32>().ok().map(i64::from);
    PageRange {
        start: number("limitstart").unwrap_or(0),
        max_entries: number("limitnum")
            .filter(|max_entries| *max_entries > 0)
            .unwrap_or(DEFAULT_MAX_ENTRIES),
    }
}

/// Reads `ignore_dept_assignments`. Any value that PHP treats as true ignores the assignments, even
/// `false`: WHMCS documents the value `true`.
pub fn assignments(post: &PhpPost) -> Assignments {
    match post.get("ignore_dept_assignments").as_str() {
        "" | "0" => Assignments::Respected,
        _ => Assignments::Ignored,
    }
}

/// Returns the response for a page. `list` and `item` are the names of the list and of its entries,
/// as in `tickets.ticket[]`.
pub fn list_response<T>(
    page: &ListPage<T>,
    list: &str,
    item: &str,
    entry_json: impl FnMut(&T) -> Value,
) -> Value {
    let entries: Vec<_> = page.entries.iter().map(entry_json).collect();
    json!({
        "result": "success",
        "totalresults": page.total.to_string(),
        "startnumber": page.start,
        "numreturned": entries.len(),
        list: { item: entries },
    })
}

/// Adds the request parameters that WHMCS echoes in the response. Missing ones are `null`.
pub fn echo_parameters(response: &mut Value, post: &PhpPost, names: &[&str]) {
    for name in names {
        response[*name] = match post.get(name) {
            text if text.is_empty() => Value::Null,
            text => text.into(),
        };
    }
}
