//! Preferences and drafts in the browser's `localStorage`.

use super::js_object::call;
use wasm_bindgen::JsValue;

/// Reads a value, or returns `None` if there is none or storage is unavailable.
#[must_use]
pub fn read_local_storage(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok()?
}

/// Stores a value. Returns `false` if storage is full or blocked.
pub fn write_local_storage(key: &str, value: &str) -> bool {
    local_storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes a value, if it is stored.
pub fn remove_local_storage(key: &str) {
    if let Some(storage) = local_storage() {
        call(&storage, "removeItem", &[&key.into()]);
    }
}

/// Returns the stored keys that begin with a prefix.
#[must_use]
pub fn local_storage_keys(prefix: &str) -> Vec<String> {
    let Some(storage) = local_storage() else {
        return Vec::new();
    };
    let key = |index: u32| call(&storage, "key", &[&JsValue::from(index)])?.as_string();
    let keys = (0..).map_while(key);
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// Returns the storage. Reading the property throws `SecurityError` if the page may not store data.
fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
