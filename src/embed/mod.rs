//! What the host page sees: a tag, its attributes and its events.
//!
//! The element itself is a class in `open-ticket-element.js`, for no Rust struct can extend `HTMLElement`
//! (wasm-bindgen 0.2.129). It hands its shadow root to [`mount`] and frees what it gets back.

mod component;
mod events;
mod options;

pub use crate::ui::{Asked, Page, Setting};
pub use component::TicketForm;

use crate::ui;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::document;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot};

const STYLE: &str = include_str!("../../style/open-ticket.css");

thread_local! {
    /// One sheet for all forms of a page. An adopted sheet passes `style-src 'self'`; a `<style>`
    /// in the shadow root would not.
    static SHEET: Option<CssStyleSheet> = sheet();
    /// Who is told that the bundle has broken down.
    static LISTENERS: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// A form on the page. Freeing it takes the form away, with every listener, timer and request.
#[wasm_bindgen]
pub struct Mounted {
    // Only ever dropped, and with it all that keeps the form up to date.
    _signals: UnmountHandle<web_sys::Comment>,
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
        LISTENERS.with_borrow(|listeners| {
            for listener in listeners {
                let _ = listener.call0(&JsValue::NULL);
            }
        });
    }));
}

/// Calls a function if the bundle breaks down: after a panic no form of it does anything any more.
#[wasm_bindgen(js_name = whenStopped)]
pub fn when_stopped(listener: Function) {
    LISTENERS.with_borrow_mut(|listeners| listeners.push(listener));
}

/// Puts the form of an `<open-ticket>` element into its shadow root. Whoever has asked the relay for
/// the rules already hands over its answer.
///
/// # Errors
/// What the browser says, should it not let an element be made.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    root: ShadowRoot,
    rules: Option<Promise>,
) -> Result<Mounted, JsValue> {
    let setting = Setting {
        endpoint: options::endpoint(&host),
        prefill: options::prefill(&host),
        page: page(&host),
        asked: rules.map(Asked::from),
    };
    put(&root, setting)
}

/// Puts a form into a shadow root.
fn put(root: &ShadowRoot, setting: Setting) -> Result<Mounted, JsValue> {
    if let Some(sheet) = SHEET.with(Clone::clone) {
        adopt(root, &sheet)?;
    }
    let frame = document().create_element("div")?;
    root.append_child(&frame)?;
    let shown = frame.clone();
    let signals = mount_to(frame.clone().unchecked_into(), move || {
        let _ = shown.append_child(&ui::ticket_form(setting));
    });
    Ok(Mounted {
        _signals: signals,
        frame,
    })
}

/// Adds the sheet to those of the root, unless it is one of them.
fn adopt(root: &ShadowRoot, sheet: &CssStyleSheet) -> Result<(), JsValue> {
    let name = "adoptedStyleSheets".into();
    let adopted = Array::from(&Reflect::get(root, &name)?);
    if !adopted.includes(sheet, 0) {
        adopted.push(sheet);
        Reflect::set(root, &name, &adopted)?;
    }
    Ok(())
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
    let replace = Reflect::get(&sheet, &"replaceSync".into()).ok()?;
    let replace = replace.dyn_into::<Function>().ok()?;
    replace.call1(&sheet, &STYLE.into()).ok()?;
    Some(sheet)
}
