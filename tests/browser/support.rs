//! A host page with a form, and helpers for the DOM, files and waiting.

use js_sys::{Array, Function, Promise, Uint8Array};
use open_ticket::embed::{MountedForm, mount};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventInit, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

/// Origin of `tests/browser/server.mjs`.
pub const SERVER: &str = "http://127.0.0.1:18471";

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits for the given number of milliseconds.
pub async fn wait(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let window = web_sys::window().unwrap();
        let set =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        set.unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Polls until `find` returns a value. Panics after 30 seconds.
pub async fn until<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
    for _ in 0..1_500 {
        if let Some(found) = find() {
            return found;
        }
        wait(20).await;
    }
    panic!("{what}: timed out");
}

/// A form on the page, removed on drop.
pub struct Page {
    pub host: HtmlElement,
    pub root: ShadowRoot,
    pub form: Option<MountedForm>,
}

impl Page {
    /// Mounts a form whose endpoint is a path of the server, and waits until the rules have
    /// arrived.
    pub async fn mount(path: &str) -> Self {
        Self::mount_with_token(path, None).await
    }

    /// Mounts a form with a token, and waits until the rules have arrived.
    pub async fn mount_with_token(path: &str, token: Option<&str>) -> Self {
        let page = Self::mount_without_waiting(path, token);
        until("the form", || page.find("form")).await;
        page
    }

    /// Mounts a form without waiting for the rules.
    pub fn mount_without_waiting(path: &str, token: Option<&str>) -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        host.set_attribute("endpoint", &format!("{SERVER}{path}"))
            .unwrap();
        // All tests share the storage of one page. A draft belongs to the id of the form.
        host.set_id(&format!("form-{}", js_sys::Math::random()));
        if let Some(token) = token {
            host.set_attribute("token", token).unwrap();
        }
        document().body().unwrap().append_child(&host).unwrap();
        let root = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .unwrap();
        let form = mount(host.clone(), root.clone(), format!("{SERVER}{path}"), None).unwrap();
        Self {
            host,
            root,
            form: Some(form),
        }
    }

    /// Returns the first element that matches a selector.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// Returns the text of the first match, or an empty string if there is none.
    pub fn text(&self, selector: &str) -> String {
        self.find(selector)
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    }

    /// Sets the value of a control, as if the user had typed it.
    pub fn fill(&self, id: &str, text: &str) {
        let control = self.find(&format!("#open-ticket-{id}")).expect(id);
        if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(text);
        }
        dispatch(&control, "input");
    }

    /// Selects an option of a `select` element.
    pub fn select_option(&self, id: &str, value: &str) {
        let control = self.find(&format!("#open-ticket-{id}")).expect(id);
        control
            .dyn_ref::<HtmlSelectElement>()
            .unwrap()
            .set_value(value);
        dispatch(&control, "change");
    }

    pub fn choose(&self, field: &str, value: &str) {
        let radio = format!("[name=open-ticket-{field}][value=\"{value}\"]");
        let radio = self.find(&radio).expect(field);
        radio.dyn_ref::<HtmlElement>().unwrap().click();
    }

    pub fn submit(&self) {
        self.find("[type=submit]")
            .unwrap()
            .dyn_ref::<HtmlElement>()
            .unwrap()
            .click();
    }

    /// Fills in a guest's required fields.
    pub fn fill_required_fields(&self) {
        self.fill("name", "Ada");
        self.fill("email", "ada@example.com");
        self.choose("department", "1");
        self.fill("subject", "web-1 answers 500");
        self.fill("message", "Since **Tuesday**.");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Dispatches a bubbling event.
pub fn dispatch(target: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    target
        .dispatch_event(&Event::new_with_event_init_dict(name, &init).unwrap())
        .unwrap();
}

pub fn file(name: &str, bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

/// Reads the bytes of a `Blob`.
pub async fn bytes_of(blob: &web_sys::Blob) -> Vec<u8> {
    let buffer: JsValue = JsFuture::from(blob.array_buffer()).await.unwrap();
    Uint8Array::new(&buffer).to_vec()
}
