//! A page to test on.

use js_sys::{Array, Function, Promise, Uint8Array};
use open_ticket::embed::{Mounted, mount};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventInit, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

/// Where `tests/browser/server.mjs` listens.
pub const SERVER: &str = "http://127.0.0.1:38471";

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits for some milliseconds.
pub async fn wait(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let window = web_sys::window().unwrap();
        let set =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        set.unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until something is there, and gives up in words.
pub async fn until<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
    for _ in 0..1_500 {
        if let Some(found) = find() {
            return found;
        }
        wait(20).await;
    }
    panic!("{what}: it did not come");
}

/// A form on the page; dropping it takes it away.
pub struct Page {
    pub host: HtmlElement,
    pub root: ShadowRoot,
    pub mounted: Option<Mounted>,
}

impl Page {
    /// A form whose relay is one of the server's ways, with its rules.
    pub async fn with_relay(way: &str) -> Self {
        Self::signed_in_at(way, None).await
    }

    /// The same with a token.
    pub async fn signed_in_at(way: &str, token: Option<&str>) -> Self {
        let page = Self::mounted_at(way, token);
        until("the form", || page.find("form")).await;
        page
    }

    /// The same before it has its rules, or without them.
    pub fn mounted_at(way: &str, token: Option<&str>) -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        host.set_attribute("endpoint", &format!("{SERVER}{way}"))
            .unwrap();
        if let Some(token) = token {
            host.set_attribute("token", token).unwrap();
        }
        document().body().unwrap().append_child(&host).unwrap();
        let root = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .unwrap();
        let mounted = mount(host.clone(), root.clone(), None).unwrap();
        Self {
            host,
            root,
            mounted: Some(mounted),
        }
    }

    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    pub fn text(&self, selector: &str) -> String {
        self.find(selector)
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    }

    pub fn fill(&self, id: &str, text: &str) {
        let control = self.find(&format!("#open-ticket-{id}")).expect(id);
        if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(text);
        }
        raise(&control, "input");
    }

    pub fn choose(&self, id: &str, value: &str) {
        let control = self.find(&format!("#open-ticket-{id}")).expect(id);
        control
            .dyn_ref::<HtmlSelectElement>()
            .unwrap()
            .set_value(value);
        raise(&control, "change");
    }

    pub fn send(&self) {
        self.find("[type=submit]")
            .unwrap()
            .dyn_ref::<HtmlElement>()
            .unwrap()
            .click();
    }

    /// Fills in what a guest must.
    pub fn fill_in(&self) {
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

pub fn raise(target: &Element, name: &str) {
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

/// The bytes of a `Blob`.
pub async fn bytes_of(blob: &web_sys::Blob) -> Vec<u8> {
    let buffer: JsValue = JsFuture::from(blob.array_buffer()).await.unwrap();
    Uint8Array::new(&buffer).to_vec()
}
