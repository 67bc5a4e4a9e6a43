//! Matches an image destination to an attached file.

use super::percent_decoding::percent_decode;

/// Returns the name of the attached file that equals the destination or the last segment of its
/// path, also when percent-encoded (`a%20b.png`).
pub(super) fn attached_file_name<'n>(
    destination: &str,
    attached_files: &'n [String],
) -> Option<&'n str> {
    if attached_files.is_empty() {
        return None;
    }
    let decoded = percent_decode(destination);
    let is_match = |destination: &str, name: &str| {
        destination == name || destination.rsplit(['/', '\\']).next() == Some(name)
    };
    let names = attached_files.iter().map(String::as_str);
    let mut candidates = names.filter(|name| !name.is_empty());
    candidates.find(|name| is_match(destination, name) || is_match(&decoded, name))
}
