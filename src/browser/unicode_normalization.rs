//! Unicode normalization (UAX #15) by the browser: tables in Rust would be a part of the download.

use js_sys::JsString;

/// Normalizes a file name to NFC (UAX #15), the form that keyboards produce. macOS
/// stores `ü` as two characters, which other systems show, compare and search as another name.
#[must_use]
pub fn to_nfc(name: String) -> String {
    if name.is_ascii() {
        return name;
    }
    JsString::from(name).normalize("NFC").into()
}

/// Converts text to NFKC (UAX #15) and lower case, as the server does for the index: full-width letters and
/// ligatures become ordinary ones. Rust's case-mapping tables would add 13 kB.
#[must_use]
pub fn to_search_text(text: &str) -> String {
    JsString::from(text)
        .normalize("NFKC")
        .to_lower_case()
        .into()
}
