//! The form's stylesheet, shared by all forms of a page.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/open-ticket.css"));

thread_local! {
    /// An adopted stylesheet, which `style-src 'self'` allows; it would block a `<style>` element
    /// in the shadow root.
    static STYLESHEET: Option<CssStyleSheet> = create();
}

/// Adds the stylesheet to a shadow root, unless it has been added before.
///
/// # Errors
/// The browser's exception if `adoptedStyleSheets` cannot be read or set.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let Some(stylesheet) = STYLESHEET.with(Clone::clone) else {
        return Ok(());
    };
    let property = "adoptedStyleSheets".into();
    let adopted = Array::from(&Reflect::get(root, &property)?);
    if !adopted.includes(&stylesheet, 0) {
        adopted.push(&stylesheet);
        Reflect::set(root, &property, &adopted)?;
    }
    Ok(())
}

fn create() -> Option<CssStyleSheet> {
    let stylesheet = CssStyleSheet::new().ok()?;
    let replace_sync = Reflect::get(&stylesheet, &"replaceSync".into()).ok()?;
    let replace_sync = replace_sync.dyn_into::<Function>().ok()?;
    replace_sync.call1(&stylesheet, &CSS.into()).ok()?;
    Some(stylesheet)
}
