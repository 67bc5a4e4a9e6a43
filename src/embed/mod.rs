//! What the host page sees: a tag, its attributes and its events.
//!
//! The element itself is a class in `open-ticket-element.js`, for no Rust struct can extend `HTMLElement`
//! (wasm-bindgen 0.2.129). It hands its shadow root to [`mount`] and frees what it gets back.

mod events;
mod options;

use crate::ui::{Page, Setting, TicketForm};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::{any::Any, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot};

const STYLE: &str = include_str!("../../style/open-ticket.css");

thread_local! {
    /// One sheet for all forms of a page. An adopted sheet passes `style-src 'self'`; a `<style>`
    /// in the shadow root would not.
    static SHEET: Option<CssStyleSheet> = sheet();
}

/// A form on the page. Freeing it takes the form away, with every listener, timer and request.
#[wasm_bindgen]
pub struct Mounted {
    // Only ever dropped.
    _form: Box<dyn Any>,
    frame: Element,
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mounted")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

/// Prepares the bundle: a panic is told to the console by its place alone, for its message may
/// quote what a person wrote.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        leptos::logging::error!("open-ticket: the form stopped at {place}");
    }));
}

/// Puts the form of an `<open-ticket>` element into its shadow root.
///
/// # Errors
/// What the browser says, should it not let an element be made.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: ShadowRoot) -> Result<Mounted, JsValue> {
    if let Some(sheet) = SHEET.with(Clone::clone) {
        js_sys::Reflect::set(
            &root,
            &"adoptedStyleSheets".into(),
            &js_sys::Array::of1(&sheet),
        )?;
    }
    let frame = document().create_element("div")?;
    root.append_child(&frame)?;
    let setting = Setting {
        endpoint: options::endpoint(&host),
        prefill: options::prefill(&host),
        page: page(&host),
    };
    let form: UnmountHandle<_> = mount_to(
        frame.clone().unchecked_into(),
        move || view! { class="ot", <TicketForm setting /> },
    );
    Ok(Mounted {
        _form: Box::new(form),
        frame,
    })
}

fn page(host: &HtmlElement) -> Page {
    let (teller, asker, signed) = (host.clone(), host.clone(), host.clone());
    Page {
        tell: Rc::new(move |fact| events::tell(&teller, fact)),
        may_send: Rc::new(move || events::may_send(&asker)),
        token: Rc::new(move || options::token(&signed)),
    }
}

fn sheet() -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    let replace = js_sys::Reflect::get(&sheet, &"replaceSync".into()).ok()?;
    let replace = replace.dyn_into::<js_sys::Function>().ok()?;
    replace.call1(&sheet, &STYLE.into()).ok()?;
    Some(sheet)
}
