//! The form's stylesheet, shared by all forms of a page.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ShadowRoot, Window};

const CSS: &str = include_str!("../../style/open-ticket.css");

thread_local! {
    /// An adopted stylesheet, which `style-src 'self'` allows; it would block a `<style>` element
    /// in the shadow root.
    static STYLESHEET: Option<JsValue> = web_sys::window().and_then(|it| create(&it));
}

/// Adds the stylesheet to a shadow root, unless it has been added before. A document can only adopt
/// stylesheets of its own, so that a form in another window has a separate one.
///
/// # Errors
/// The browser's exception if `adoptedStyleSheets` cannot be read or set.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let property = "adoptedStyleSheets".into();
    let adopted = Array::from(&Reflect::get(root, &property)?);
    let window = root.owner_document().and_then(|it| it.default_view());
    let stylesheet = match window.filter(|it| Some(it) != web_sys::window().as_ref()) {
        None => STYLESHEET.with(Clone::clone),
        // The element's own stylesheet is the first. The second is a copy of the form's, made when
        // the form was moved there.
        Some(_) if adopted.length() > 1 => None,
        Some(window) => create(&window),
    };
    if let Some(stylesheet) = stylesheet.filter(|it| !adopted.includes(it, 0)) {
        adopted.push(&stylesheet);
        Reflect::set(root, &property, &adopted)?;
    }
    Ok(())
}

fn create(window: &Window) -> Option<JsValue> {
    let class = Reflect::get(window, &"CSSStyleSheet".into()).ok()?;
    let class = class.dyn_into::<Function>().ok()?;
    let stylesheet = Reflect::construct(&class, &Array::new()).ok()?;
    let replace_sync = Reflect::get(&stylesheet, &"replaceSync".into()).ok()?;
    let replace_sync = replace_sync.dyn_into::<Function>().ok()?;
    replace_sync.call1(&stylesheet, &CSS.into()).ok()?;
    Some(stylesheet)
}
