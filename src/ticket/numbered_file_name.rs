//! A number in the name of a file whose name is taken.

/// Returns the name, with a number before its extension if the name is taken.
#[must_use]
pub fn numbered_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let (stem, extension) = name.split_at(name.rfind('.').unwrap_or(name.len()));
    let mut candidate = name.to_owned();
    let mut number = 1;
    while is_taken(&candidate) {
        number += 1;
        candidate = format!("{stem} ({number}){extension}");
    }
    candidate
}
