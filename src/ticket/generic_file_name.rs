//! Generic names, which say nothing about a file: `image.png` gets the date and time.

/// Names without their extension, in lower case, that browsers and systems give to every image from
/// a clipboard or a camera.
const GENERIC_STEMS: [&str; 12] = [
    "",
    "blob",
    "capture",
    "clipboard",
    "clipboard image",
    "clipboardimage",
    "image",
    "pasted image",
    "pastedimage",
    "screenshot",
    "unknown",
    "untitled",
];

/// Returns a name with the date and time, if the name is one that every file from the same source
/// has: `image.png` becomes `image 2026-11-28 16.23.45.png`. Without a stem, `image` is used.
#[must_use]
pub fn dated_name(name: &str, date_time: &str) -> Option<String> {
    let (stem, extension) = match name.rfind('.') {
        Some(dot) => name.split_at(dot),
        None => (name, ""),
    };
    let is_generic = GENERIC_STEMS.contains(&stem.to_ascii_lowercase().as_str());
    let stem = if stem.is_empty() { "image" } else { stem };
    is_generic.then(|| format!("{stem} {date_time}{extension}"))
}
