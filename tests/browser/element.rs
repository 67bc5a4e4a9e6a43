//! The `<open-ticket>` element class and the Leptos component.

use super::support::{SERVER, document, until, wait};
use leptos::prelude::*;
use open_ticket::embed::{TicketForm, TicketFormOptions, mount};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement, ShadowRoot};

// The tests' server serves the element's scripts. The server of wasm-bindgen-test-runner has four threads,
// and its pool can strand a request of a page that opens more connections (tiny_http 0.12,
// `TaskPool::spawn`).
#[wasm_bindgen(raw_module = "http://127.0.0.1:18471/embed/open-ticket-element.js")]
extern "C" {
    fn define(load: &Closure<dyn FnMut() -> js_sys::Promise>, tag: &str);
}

type Mount = dyn FnMut(HtmlElement, ShadowRoot, String, Option<js_sys::Promise>) -> JsValue;

/// Defines the element under the given tag. Its bundle mounts the form of this test binary.
fn define_element(tag: &str) {
    let load = Closure::<dyn FnMut() -> js_sys::Promise>::new(|| {
        let bundle = js_sys::Object::new();
        let mount = Closure::<Mount>::new(|host, root, endpoint, rules| {
            JsValue::from(mount(host, root, endpoint, rules).unwrap())
        });
        js_sys::Reflect::set(&bundle, &"mount".into(), &mount.into_js_value()).unwrap();
        js_sys::Promise::resolve(&JsValue::from(bundle))
    });
    define(&load, tag);
    load.forget();
}

/// Creates an element whose endpoint opens every ticket.
fn element(tag: &str) -> Element {
    let element = document().create_element(tag).unwrap();
    element
        .set_attribute("endpoint", &format!("{SERVER}/success"))
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
async fn the_form_is_mounted_in_an_open_shadow_root_with_an_adopted_stylesheet() {
    define_element("open-ticket-mounted");
    let element = element("open-ticket-mounted");
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
    assert_eq!(style.get_property_value("display").unwrap(), "flex");
    element.remove();
}

#[wasm_bindgen_test]
async fn a_removed_element_unmounts_its_form_and_can_be_inserted_again() {
    define_element("open-ticket-removed");
    let element = element("open-ticket-removed");
    let body = document().body().unwrap();
    for _ in 0..3 {
        body.append_child(&element).unwrap();
        form_in(&element).await;
        element.remove();
        wait(50).await;
        let root = element.shadow_root().unwrap();
        assert!(root.query_selector(".open-ticket").unwrap().is_none());
        // The placeholder stays.
        assert_eq!(root.child_element_count(), 1);
    }
}

#[wasm_bindgen_test]
async fn moving_the_element_keeps_the_input() {
    define_element("open-ticket-moved");
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
    let new_parent = document().create_element("section").unwrap();
    body.append_child(&new_parent).unwrap();
    new_parent.append_child(&element).unwrap();
    wait(50).await;
    assert_eq!(subject.unchecked_ref::<HtmlInputElement>().value(), "typed");
    assert!(subject.is_connected());
    new_parent.remove();
}

#[wasm_bindgen_test]
async fn the_token_property_can_be_set_before_the_element_is_defined() {
    let element = element("open-ticket-token");
    let set_token =
        |value: &JsValue| js_sys::Reflect::set(&element, &"token".into(), value).unwrap();
    set_token(&"early".into());
    document().body().unwrap().append_child(&element).unwrap();
    define_element("open-ticket-token");
    form_in(&element).await;
    assert_eq!(element.get_attribute("token").as_deref(), Some("early"));
    set_token(&"late".into());
    assert_eq!(element.get_attribute("token").as_deref(), Some("late"));
    set_token(&JsValue::NULL);
    assert!(!element.has_attribute("token"));
    element.remove();
}

#[wasm_bindgen_test]
async fn attributes_prefill_fields() {
    define_element("open-ticket-prefilled");
    let element = element("open-ticket-prefilled");
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
async fn leptos_components_mount_in_separate_shadow_roots_and_unmount_with_the_app() {
    let parent: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&parent).unwrap();
    let options = |subject: &str| {
        let mut options = TicketFormOptions::new(format!("{SERVER}/success"));
        options.prefill.subject = subject.into();
        options
    };
    let (first_options, second_options) = (options("one"), options("other"));
    let app = leptos::mount::mount_to(parent.clone(), move || {
        view! { <TicketForm options=first_options /><TicketForm options=second_options /> }
    });
    let subject = |index: u32| {
        let host = parent.children().item(index)?;
        let field = host.shadow_root()?.query_selector("#open-ticket-subject");
        Some(field.ok()??.unchecked_into::<HtmlInputElement>())
    };
    let first = until("the first form", || subject(0)).await;
    let second = until("the second form", || subject(1)).await;
    assert_eq!([first.value(), second.value()], ["one", "other"]);
    let root = parent.first_element_child().unwrap().shadow_root().unwrap();
    drop(app);
    wait(0).await;
    assert!(root.query_selector(".open-ticket").unwrap().is_none());
    parent.remove();
}
