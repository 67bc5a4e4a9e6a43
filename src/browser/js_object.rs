//! Properties and methods of JavaScript objects, by name: for APIs without bindings in web-sys, and for
//! APIs that only the editor chunk uses. A binding would be in the glue code of every first visit.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Returns a property. `None` if it is missing, null, or throws.
pub(super) fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(target, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Returns a global. `None` if it is missing, null, or throws.
pub(super) fn global(name: &str) -> Option<JsValue> {
    get(&js_sys::global(), name)
}

/// Sets a property. Ignored if the object is frozen.
pub(super) fn set(target: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(target, &name.into(), value);
}

/// Creates an object with properties.
pub(super) fn object(properties: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}

/// Calls a method. `None` if it is missing or throws.
pub(super) fn call(target: &JsValue, method: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let method: Function = get(target, method)?.dyn_into().ok()?;
    method.apply(target, &array(arguments)).ok()
}

/// Creates an instance of the class with this name. `None` if it is missing or throws.
pub(super) fn construct(class: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let class: Function = global(class)?.dyn_into().ok()?;
    Reflect::construct(&class, &array(arguments)).ok()
}

/// Creates an array.
pub(super) fn array(values: &[&JsValue]) -> Array {
    values.iter().copied().collect()
}
