//! Custom states of an element, which a page's stylesheet selects with `:state()`.

use super::js_object::{call, get};
use js_sys::WeakMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

thread_local! {
    /// `ElementInternals` by host: `attachInternals` works only once for each element.
    static INTERNALS: WeakMap = WeakMap::new();
}

/// A custom state of a host element, removed when the value is dropped.
#[derive(Debug)]
pub struct CustomState {
    states: JsValue,
    name: String,
}

impl CustomState {
    /// Sets a state of the element whose shadow tree contains a node. Returns `None` in a browser
    /// without custom states, and outside a custom element.
    #[must_use]
    pub fn set(node: &Element, name: &str) -> Option<Self> {
        let host = get(&call(node, "getRootNode", &[])?, "host")?;
        let states = get(&internals(host)?, "states")?;
        // Chrome before 125 throws for a name without two dashes.
        let dashed = ["--", name].concat();
        let name = [name, &dashed]
            .into_iter()
            .find(|name| call(&states, "add", &[&(*name).into()]).is_some())?;
        Some(Self {
            name: name.to_owned(),
            states,
        })
    }
}

impl Drop for CustomState {
    fn drop(&mut self) {
        call(&self.states, "delete", &[&self.name.as_str().into()]);
    }
}

fn internals(host: JsValue) -> Option<JsValue> {
    let host = host.unchecked_into();
    INTERNALS.with(|all| {
        if !all.has(&host) {
            all.set(&host, &call(&host, "attachInternals", &[])?);
        }
        Some(all.get(&host))
    })
}
