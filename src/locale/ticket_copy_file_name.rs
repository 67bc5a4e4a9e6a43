//! The name of the file in which the copy of an opened ticket is saved.

/// Returns the name of the file: `ticket-516757.md`. A ticket number is generated from the site's own
/// mask, which may contain any characters.
#[must_use]
pub fn ticket_copy_file_name(number: &str) -> String {
    let is_safe = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let number: String = number.chars().filter(is_safe).collect();
    ["ticket-", &number, ".md"].concat()
}
