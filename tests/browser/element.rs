//! `<open-ticket>`, the class that the page's script defines.

use super::support::{SERVER, document, until, wait};
use leptos::prelude::*;
use open_ticket::embed::{Setting, TicketForm, mount};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement, ShadowRoot};

#[wasm_bindgen(module = "/src/embed/open-ticket-element.js")]
extern "C" {
    fn define(load: &Closure<dyn FnMut() -> js_sys::Promise>, tag: &str);
}

type Mount = dyn FnMut(HtmlElement, ShadowRoot, Option<js_sys::Promise>) -> JsValue;

/// Defines the element under a name of its own, with this bundle.
fn defined(tag: &str) {
    let load = Closure::<dyn FnMut() -> js_sys::Promise>::new(|| {
        let bundle = js_sys::Object::new();
        let mount = Closure::<Mount>::new(|host, root, rules| {
            JsValue::from(mount(host, root, rules).unwrap())
        });
        js_sys::Reflect::set(&bundle, &"mount".into(), &mount.into_js_value()).unwrap();
        js_sys::Promise::resolve(&JsValue::from(bundle))
    });
    define(&load, tag);
    load.forget();
}

fn element(tag: &str) -> Element {
    let element = document().create_element(tag).unwrap();
    element
        .set_attribute("endpoint", &format!("{SERVER}/answers"))
        .unwrap();
    element
}

async fn form_in(element: &Element) -> Element {
    until("the form in its shadow root", || {
        element.shadow_root()?.query_selector("form").unwrap()
    })
    .await
}

#[wasm_bindgen_test]
async fn the_element_shows_the_form_in_an_open_shadow_root_with_its_sheet() {
    defined("open-ticket-shown");
    let element = element("open-ticket-shown");
    document().body().unwrap().append_child(&element).unwrap();
    let form = form_in(&element).await;
    let root = element.shadow_root().unwrap();
    assert_eq!(root.mode(), web_sys::ShadowRootMode::Open);
    assert!(root.query_selector("style").unwrap().is_none());
    let style = web_sys::window()
        .unwrap()
        .get_computed_style(&form)
        .unwrap()
        .unwrap();
    assert_eq!(style.get_property_value("display").unwrap(), "grid");
    element.remove();
}

#[wasm_bindgen_test]
async fn an_element_that_leaves_the_page_leaves_nothing_behind_and_can_come_back() {
    defined("open-ticket-leaving");
    let element = element("open-ticket-leaving");
    let body = document().body().unwrap();
    for _ in 0..3 {
        body.append_child(&element).unwrap();
        form_in(&element).await;
        element.remove();
        wait(50).await;
        let root = element.shadow_root().unwrap();
        assert!(root.query_selector(".open-ticket").unwrap().is_none());
        // What the page shows in the form's place is the element's own.
        assert_eq!(root.child_element_count(), 1);
    }
}

#[wasm_bindgen_test]
async fn moving_the_element_in_the_page_loses_nothing() {
    defined("open-ticket-moved");
    let element = element("open-ticket-moved");
    let body = document().body().unwrap();
    body.append_child(&element).unwrap();
    let form = form_in(&element).await;
    let subject = form
        .query_selector("#open-ticket-subject")
        .unwrap()
        .unwrap();
    subject
        .unchecked_ref::<HtmlInputElement>()
        .set_value("typed");
    let elsewhere = document().create_element("section").unwrap();
    body.append_child(&elsewhere).unwrap();
    elsewhere.append_child(&element).unwrap();
    wait(50).await;
    assert_eq!(subject.unchecked_ref::<HtmlInputElement>().value(), "typed");
    assert!(subject.is_connected());
    elsewhere.remove();
}

#[wasm_bindgen_test]
async fn the_token_is_a_property_too_also_one_that_was_set_before_the_class_was_there() {
    let element = element("open-ticket-signed");
    let token = |value: &JsValue| js_sys::Reflect::set(&element, &"token".into(), value).unwrap();
    token(&"early".into());
    document().body().unwrap().append_child(&element).unwrap();
    defined("open-ticket-signed");
    form_in(&element).await;
    assert_eq!(element.get_attribute("token").as_deref(), Some("early"));
    token(&"late".into());
    assert_eq!(element.get_attribute("token").as_deref(), Some("late"));
    token(&JsValue::NULL);
    assert!(!element.has_attribute("token"));
    element.remove();
}

#[wasm_bindgen_test]
async fn the_page_fills_in_fields_by_attributes() {
    defined("open-ticket-filled");
    let element = element("open-ticket-filled");
    element.set_attribute("subject", "From the page").unwrap();
    element.set_attribute("department", "3").unwrap();
    document().body().unwrap().append_child(&element).unwrap();
    let form = form_in(&element).await;
    let subject = form
        .query_selector("#open-ticket-subject")
        .unwrap()
        .unwrap();
    assert_eq!(
        subject.unchecked_ref::<HtmlInputElement>().value(),
        "From the page"
    );
    assert!(
        form.query_selector("#open-ticket-custom-1")
            .unwrap()
            .is_some()
    );
    element.remove();
}

#[wasm_bindgen_test]
async fn two_forms_in_another_app_stand_in_roots_of_their_own_and_go_with_it() {
    let frame: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&frame).unwrap();
    let setting = |subject: &str| {
        let mut setting = Setting::new(format!("{SERVER}/answers"));
        setting.prefill.subject = subject.into();
        setting
    };
    let (one, other) = (setting("one"), setting("other"));
    let app = leptos::mount::mount_to(frame.clone(), move || {
        view! { <TicketForm setting=one /><TicketForm setting=other /> }
    });
    let subject = |nth: u32| {
        let host = frame.children().item(nth)?;
        let field = host.shadow_root()?.query_selector("#open-ticket-subject");
        Some(field.ok()??.unchecked_into::<HtmlInputElement>())
    };
    let first = until("the first form", || subject(0)).await;
    let second = until("the second form", || subject(1)).await;
    assert_eq!([first.value(), second.value()], ["one", "other"]);
    let root = frame.first_element_child().unwrap().shadow_root().unwrap();
    drop(app);
    wait(0).await;
    assert!(root.query_selector(".open-ticket").unwrap().is_none());
    frame.remove();
}
