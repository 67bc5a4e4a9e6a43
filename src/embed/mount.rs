//! Mounts the form into a shadow root.
//!
//! The page may call the form from the listener of any event, also of one that the browser
//! dispatches while the form changes the document, such as `blur`. A call that changes the form, or
//! removes it, therefore takes effect in a separate task, when no code of the form is on the stack.

use super::{attributes, events, stylesheet};
use crate::ui::{
    self, FormHandle, HostHooks, PrefetchedRules, TicketFormOptions, listen, spawn_local,
};
use js_sys::{Array, Promise};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::document;
use std::cell::Cell;
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
    control: FormHandle,
    is_mounted: Rc<Cell<bool>>,
}

#[wasm_bindgen]
impl MountedForm {
    /// Updates the form after an attribute of the element changed. `endpoint` is the URL of the
    /// relay endpoint. Must be called in a separate task.
    pub fn update(&self, attribute: &str, endpoint: String) {
        match attribute {
            "token" => self.control.reload_rules(None),
            "endpoint" => self.control.reload_rules(Some(endpoint)),
            "draft" => {
                let scope = attributes::draft_scope(&self.root.host());
                self.control.set_draft_scope(scope);
            }
            name if attributes::is_prefill(name) => {
                let host = self.root.host();
                self.control
                    .change_prefill(|it| attributes::set_prefill(it, name, &host));
            }
            _ => {}
        }
    }

    /// Deletes the stored draft, before the form is replaced by an empty one.
    #[wasm_bindgen(js_name = discardDraft)]
    pub fn discard_draft(&self) {
        self.control.discard_draft();
    }

    /// Adds the stylesheet again, after the element moved to another document.
    #[wasm_bindgen(js_name = adoptStyles)]
    pub fn adopt_styles(&self) {
        // A browser that cannot create a stylesheet shows the form without styles.
        let _ = stylesheet::adopt(&self.root);
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
    let is_mounted = Rc::new(Cell::new(true));
    let options = TicketFormOptions {
        endpoint,
        prefill: attributes::prefill(&host),
        hooks: hooks(&host, &is_mounted),
        prefetched_rules: rules.map(PrefetchedRules::from),
        drafts: attributes::draft_scope(&host),
    };
    let mut form = mount_form(&root, options)?;
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
    let (host, new_control, styled) = (root.host(), control.clone(), root.clone());
    let unmount_handle = mount_to(container.clone().unchecked_into(), move || {
        let (view, control) = ui::controlled_ticket_form(options);
        add_pasted_files(&host, control);
        ui::on_loaded(move || {
            let _ = stylesheet::adopt(&styled);
        });
        new_control.set(Some(control));
        view
    });
    let control = control.take().ok_or(JsValue::NULL)?;
    control.set_position(position(&root.host()).unwrap_or_default());
    Ok(MountedForm {
        unmount_handle: Some(unmount_handle),
        root: root.clone(),
        container,
        control,
        is_mounted: Rc::new(Cell::new(true)),
    })
}

/// Returns the position of a form's element among the page's elements without an id. It is found at mount,
/// because the form may be removed before the code that stores drafts is loaded.
fn position(host: &Element) -> Option<u32> {
    let selector = host.local_name() + ":not([id])";
    let forms = host.owner_document()?.query_selector_all(&selector).ok()?;
    Array::from(&forms).index_of(host, 0).try_into().ok()
}

/// Adds the files of a paste whose target is the host element itself: WebKit (2.50) dispatches the
/// event there while a button or a select of the form has the focus.
fn add_pasted_files(host: &Element, control: FormHandle) {
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
            // A form that was removed may still be mounted, and count down to a retry.
            let is_used = || may_submit.get() && submit_host.is_connected();
            is_used() && events::dispatch_submit(&submit_host) && is_used()
        }),
        token: Rc::new(move || attributes::token(&token_host)),
    }
}
