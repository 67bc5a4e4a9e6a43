//! Preferences in the browser's `localStorage`.

/// Reads a value, or returns `None` if there is none or storage is unavailable.
#[must_use]
pub fn read_local_storage(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok()?
}

/// Stores a value. Full or blocked storage is ignored: the user only loses a preference.
pub fn write_local_storage(key: &str, value: &str) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Returns the storage. Reading the property throws `SecurityError` if the page may not store data.
fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
