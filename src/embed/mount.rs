//! Mounts the form into a shadow root.

use super::{attributes, events, stylesheet};
use crate::ui::{self, HostHooks, PrefetchedRules, TicketFormOptions};
use js_sys::Promise;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::document;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement, ShadowRoot};

/// A mounted form. Freeing it removes the form with its listeners, timers and requests.
#[wasm_bindgen]
pub struct MountedForm {
    // Dropping the handle disposes the form's signals and effects.
    _unmount_handle: UnmountHandle<Element>,
    container: Element,
}

impl std::fmt::Debug for MountedForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MountedForm")
    }
}

impl Drop for MountedForm {
    fn drop(&mut self) {
        self.container.remove();
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
    let options = TicketFormOptions {
        endpoint,
        prefill: attributes::prefill(&host),
        hooks: hooks(&host),
        prefetched_rules: rules.map(PrefetchedRules::from),
    };
    mount_form(&root, options)
}

/// Mounts a form into a shadow root.
///
/// # Errors
/// The browser's exception if an element cannot be created or inserted.
pub fn mount_form(root: &ShadowRoot, options: TicketFormOptions) -> Result<MountedForm, JsValue> {
    stylesheet::adopt(root)?;
    let container = document().create_element("div")?;
    root.append_child(&container)?;
    let unmount_handle = mount_to(container.clone().unchecked_into(), move || {
        ui::ticket_form(options)
    });
    Ok(MountedForm {
        _unmount_handle: unmount_handle,
        container,
    })
}

fn hooks(host: &HtmlElement) -> HostHooks {
    let (event_host, submit_host, token_host) = (host.clone(), host.clone(), host.clone());
    HostHooks {
        on_event: Rc::new(move |event| events::dispatch_host_event(&event_host, event)),
        before_submit: Rc::new(move || events::dispatch_submit(&submit_host)),
        token: Rc::new(move || attributes::token(&token_host)),
    }
}
