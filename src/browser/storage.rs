//! What the browser keeps for the next visit.

/// What was kept under a name; nothing where a browser keeps nothing.
#[must_use]
pub fn recalled(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a word under a name, if the browser keeps anything: a full or a forbidden storage costs
/// the person no more than a preference.
pub fn remember(name: &str, word: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, word);
    }
}

/// Reading the property throws where a page may not store (`SecurityError`).
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
