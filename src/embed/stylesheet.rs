//! The form's stylesheet, shared by all forms of a document.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, ShadowRoot};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/open-ticket.css"));

thread_local! {
    /// An adopted stylesheet, which `style-src 'self'` allows; it would block a `<style>` element
    /// in the shadow root.
    static STYLESHEET: Option<JsValue> = leptos::prelude::document()
        .default_view()
        .and_then(|window| create(window.as_ref()));
}

/// Adds the stylesheet to a shadow root, unless it has been added before. A document accepts only
/// stylesheets that were created by a class of the same window (CSSOM, `adoptedStyleSheets`).
///
/// # Errors
/// The browser's exception if `adoptedStyleSheets` cannot be read or set.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let document = root.owner_document();
    let Some(stylesheet) = document.and_then(|document| stylesheet_of(&document)) else {
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

fn stylesheet_of(document: &Document) -> Option<JsValue> {
    if *document == leptos::prelude::document() {
        return STYLESHEET.with(Clone::clone);
    }
    // A document that is not displayed has no window, and needs no styles.
    create(document.default_view()?.as_ref())
}

fn create(window: &JsValue) -> Option<JsValue> {
    let class: Function = Reflect::get(window, &"CSSStyleSheet".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let stylesheet = Reflect::construct(&class, &Array::new()).ok()?;
    let replace_sync = Reflect::get(&stylesheet, &"replaceSync".into()).ok()?;
    let replace_sync: Function = replace_sync.dyn_into().ok()?;
    replace_sync.call1(&stylesheet, &CSS.into()).ok()?;
    Some(stylesheet)
}
