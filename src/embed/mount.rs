//! Mounts the form into a shadow root.
//!
//! The page may call the form from the listener of any event, also of one that the browser
//! dispatches while the form changes the document, such as `blur`. So a call that changes the form,
//! or removes it, takes effect in a task of its own, when no code of the form is on the stack.

use super::{attributes, events, stylesheet};
use crate::form::Prefill;
use crate::ui::{self, FormControl, HostHooks, PrefetchedRules, TicketFormOptions, listen};
use js_sys::Promise;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::document;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{ClipboardEvent, Element, HtmlElement, ShadowRoot};

/// A mounted form. Freeing it removes the form with its listeners, timers and requests.
#[wasm_bindgen]
pub struct MountedForm {
    // Dropping the handle disposes the form's signals and effects.
    unmount_handle: Option<UnmountHandle<Element>>,
    root: ShadowRoot,
    container: Element,
    control: FormControl,
    /// Values of the attributes that the form has; `None` for a form without an element.
    attributes: RefCell<Option<Attributes>>,
    is_mounted: Rc<Cell<bool>>,
}

/// Values that the page may change while the form is mounted.
#[derive(Clone, PartialEq)]
struct Attributes {
    endpoint: String,
    token: Option<String>,
    prefill: Prefill,
}

impl Attributes {
    fn read(host: &Element, endpoint: String) -> Self {
        let token = attributes::token(host).filter(|token| !token.trim().is_empty());
        Self {
            endpoint,
            token,
            prefill: attributes::prefill(host),
        }
    }

    /// Passes the values that differ from previous ones to a form.
    fn update(self, previous: Self, control: FormControl) {
        let endpoint = (self.endpoint != previous.endpoint).then_some(self.endpoint);
        if endpoint.is_some() || self.token != previous.token {
            control.reload_rules(endpoint);
        }
        if self.prefill != previous.prefill {
            control.change_prefill(previous.prefill, self.prefill);
        }
    }
}

#[wasm_bindgen]
impl MountedForm {
    /// Updates the form after an attribute of the element changed, or after the element moved to
    /// another document. `endpoint` is the URL of the relay endpoint.
    pub fn update(&self, endpoint: String) {
        // A document accepts only its own stylesheets, and a browser that cannot create one shows
        // the form without.
        let _ = stylesheet::adopt(&self.root);
        let current = Attributes::read(&self.root.host(), endpoint);
        let previous = self.attributes.replace(Some(current.clone()));
        if let Some(previous) = previous.filter(|previous| *previous != current) {
            let control = self.control;
            spawn_local(async move { current.update(previous, control) });
        }
    }
}

impl std::fmt::Debug for MountedForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MountedForm")
    }
}

impl Drop for MountedForm {
    fn drop(&mut self) {
        self.is_mounted.set(false);
        self.control.abort();
        self.container.remove();
        // The code that is on the stack may still read the form's signals.
        let unmount_handle = self.unmount_handle.take();
        spawn_local(async move { drop(unmount_handle) });
    }
}

/// Mounts the form of an `<open-ticket>` element into its shadow root. `endpoint` is the URL of the
/// relay endpoint; `rules` is the response to a rules request that the host has already started.
///
/// # Errors
/// The browser's exception if an element cannot be created or inserted.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    root: ShadowRoot,
    endpoint: String,
    rules: Option<Promise>,
) -> Result<MountedForm, JsValue> {
    let attributes = Attributes::read(&host, endpoint.clone());
    let is_mounted = Rc::new(Cell::new(true));
    let options = TicketFormOptions {
        endpoint,
        prefill: attributes.prefill.clone(),
        hooks: hooks(&host, &is_mounted),
        prefetched_rules: rules.map(PrefetchedRules::from),
    };
    let mut form = mount_form(&root, options)?;
    form.attributes.replace(Some(attributes));
    form.is_mounted = is_mounted;
    Ok(form)
}

/// Mounts a form into a shadow root.
///
/// # Errors
/// The browser's exception if an element cannot be created or inserted.
pub fn mount_form(root: &ShadowRoot, options: TicketFormOptions) -> Result<MountedForm, JsValue> {
    stylesheet::adopt(root)?;
    let container = document().create_element("div")?;
    root.append_child(&container)?;
    let control = Rc::new(Cell::new(None));
    let (host, new_control) = (root.host(), control.clone());
    let unmount_handle = mount_to(container.clone().unchecked_into(), move || {
        let (view, control) = ui::controlled_ticket_form(options);
        add_pasted_files(&host, control);
        new_control.set(Some(control));
        view
    });
    let control = control.take().ok_or(JsValue::NULL)?;
    Ok(MountedForm {
        unmount_handle: Some(unmount_handle),
        root: root.clone(),
        container,
        control,
        attributes: RefCell::default(),
        is_mounted: Rc::default(),
    })
}

/// Adds the files of a paste whose target is the host element itself: WebKit (2.50) dispatches the
/// event there while a button or a select of the form has the focus.
fn add_pasted_files(host: &Element, control: FormControl) {
    listen(host, "paste", move |event| {
        // At the host, a target in the shadow tree is the host too.
        let target = event.composed_path().get(0);
        let host: JsValue = event.current_target().into();
        if host == target {
            control.paste(event.unchecked_ref::<ClipboardEvent>());
        }
    });
}

fn hooks(host: &HtmlElement, is_mounted: &Rc<Cell<bool>>) -> HostHooks {
    let (event_host, submit_host, token_host) = (host.clone(), host.clone(), host.clone());
    let (may_dispatch, may_submit) = (is_mounted.clone(), is_mounted.clone());
    HostHooks {
        on_event: Rc::new(move |event| {
            if may_dispatch.get() {
                events::dispatch_host_event(&event_host, event);
            }
        }),
        before_submit: Rc::new(move || {
            may_submit.get() && events::dispatch_submit(&submit_host) && may_submit.get()
        }),
        token: Rc::new(move || attributes::token(&token_host)),
    }
}
