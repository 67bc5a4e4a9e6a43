//! Claims of the signed-in client's token. They are not verified here: the relay verifies the token.

use super::js_object::{call, get, global};
use wasm_bindgen::JsValue;

/// Returns an identifier of the client, user and contact that a token names. `None` if it is not a JSON
/// Web Token (RFC 7519, section 3).
#[must_use]
pub fn token_subject(token: &str) -> Option<String> {
    let payload = token.trim().split('.').nth(1)?;
    let payload = payload.replace('-', "+").replace('_', "/");
    let json = call(&js_sys::global(), "atob", &[&payload.into()])?;
    let claims = call(&global("JSON")?, "parse", &[&json])?;
    let claim = |name| get(&claims, name).map(text).unwrap_or_default();
    Some(format!(
        "{}/{}/{}",
        claim("client"),
        claim("user"),
        claim("contact")
    ))
}

/// Formats a claim, a number or a string of digits. JavaScript formats the number: Rust's formatting of
/// fractions would be 4 kB of the bundle.
fn text(value: JsValue) -> String {
    let number = value.as_f64();
    let formatted = number.and_then(|_| call(&js_sys::global(), "String", &[&value]));
    formatted.unwrap_or(value).as_string().unwrap_or_default()
}
