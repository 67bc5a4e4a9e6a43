//! The form's stylesheets, shared by all forms of a document: one in the main chunk, and one in the
//! editor chunk, for the elements that it creates.

use crate::ui;
use js_sys::{Array, Function, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, ShadowRoot};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/open-ticket.css"));

/// Stylesheet of the window that the script runs in. `None` if the browser cannot create it.
type Stylesheet = OnceCell<Option<JsValue>>;

thread_local! {
    /// Adopted stylesheets, which `style-src 'self'` allows; it would block a `<style>` element
    /// in the shadow root.
    static STYLESHEETS: [Stylesheet; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

/// Adds the stylesheets to a shadow root, unless they have been added before. The one of the editor
/// chunk is added only if that chunk is loaded. A document accepts only stylesheets that were created by a
/// class of the same window (CSSOM, `adoptedStyleSheets`).
///
/// # Errors
/// The browser's exception if `adoptedStyleSheets` cannot be read or set.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let Some(document) = root.owner_document() else {
        return Ok(());
    };
    let property = "adoptedStyleSheets".into();
    for (index, css) in [Some(CSS), ui::stylesheet()].into_iter().enumerate() {
        let stylesheet = css.and_then(|css| stylesheet_of(&document, index, css));
        let Some(stylesheet) = stylesheet else {
            continue;
        };
        let adopted = Array::from(&Reflect::get(root, &property)?);
        if !adopted.includes(&stylesheet, 0) {
            adopted.push(&stylesheet);
            Reflect::set(root, &property, &adopted)?;
        }
    }
    Ok(())
}

fn stylesheet_of(document: &Document, index: usize, css: &str) -> Option<JsValue> {
    // A document that is not displayed has no window, and needs no styles.
    let create = || create(document.default_view()?.as_ref(), css);
    if *document == leptos::prelude::document() {
        return STYLESHEETS.with(|all| all[index].get_or_init(create).clone());
    }
    create()
}

fn create(window: &JsValue, css: &str) -> Option<JsValue> {
    let class: Function = Reflect::get(window, &"CSSStyleSheet".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let stylesheet = Reflect::construct(&class, &Array::new()).ok()?;
    let replace_sync = Reflect::get(&stylesheet, &"replaceSync".into()).ok()?;
    let replace_sync: Function = replace_sync.dyn_into().ok()?;
    replace_sync.call1(&stylesheet, &css.into()).ok()?;
    Some(stylesheet)
}
