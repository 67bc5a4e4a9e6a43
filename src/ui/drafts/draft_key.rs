//! The key of a form's draft: its endpoint, the signed-in client, and the form in its page.

use crate::drafts::storage_key;
use crate::rules::SignedInUser;
use crate::ui::platform::token_subject;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ShadowRoot};

thread_local! {
    /// Keys of the forms in this page.
    static KEYS_IN_USE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A key that no other form of the page uses, until it is [released](Self::release).
#[derive(Debug)]
pub struct DraftKey {
    key: String,
    /// `false` if the form was removed before: the form in its place has the same key.
    is_registered: bool,
}

impl DraftKey {
    /// Chooses the key of a form. A form without an id is numbered by its position at mount, or by the
    /// lowest free number if another form uses that position.
    pub fn choose(
        endpoint: &str,
        requester: Option<&str>,
        root: &HtmlElement,
        position: u32,
    ) -> Self {
        let id = form_id(root);
        let position = if id.is_empty() { position } else { 0 };
        let named = |number| numbered_key(endpoint, requester, &id, number);
        let is_free = |key: &String| KEYS_IN_USE.with_borrow(|keys| !keys.contains(key));
        let mut keys = std::iter::once(position).chain(0..).map(named);
        let key = keys.find(is_free).unwrap_or_default();
        let is_registered = root.is_connected();
        let key = Self { key, is_registered };
        key.reserve();
        key
    }

    /// Returns the key.
    pub fn as_str(&self) -> &str {
        &self.key
    }

    /// Prevents again that another form of the page uses the key, after [`release`](Self::release).
    pub fn reserve(&self) {
        if self.is_registered {
            KEYS_IN_USE.with_borrow_mut(|keys| keys.push(self.key.clone()));
        }
    }

    /// Lets another form of the page use the key.
    pub fn release(&self) {
        KEYS_IN_USE.with_borrow_mut(|keys| {
            let index = keys.iter().position(|key| *key == self.key);
            index
                .filter(|_| self.is_registered)
                .map(|index| keys.swap_remove(index))
        });
    }

    /// Returns the prefix of the keys of the draft's files.
    pub fn file_prefix(&self) -> String {
        format!("{}/", self.key)
    }
}

/// Returns the key of the form with an id, or of a form without an id. One of several forms with the same
/// id has a number above 0.
pub fn numbered_key(endpoint: &str, requester: Option<&str>, id: &str, number: u32) -> String {
    let form = match id {
        "" => number.to_string(),
        _ => format!("#{id}/{number}"),
    };
    storage_key(endpoint, requester, &form)
}

/// Returns an identifier of the signed-in client; `None` for a guest. A token that is not readable is
/// replaced by the name and the address that the rules contain.
pub fn requester_id(token: Option<&str>, user: Option<&SignedInUser>) -> Option<String> {
    let user = user?;
    let subject = token.and_then(token_subject);
    Some(subject.unwrap_or_else(|| {
        let name = user.name.as_ref().map(|name| name.as_str());
        let email = user.email.as_ref().map(|email| email.as_str());
        format!(
            "{}\n{}",
            name.unwrap_or_default(),
            email.unwrap_or_default()
        )
    }))
}

/// Returns the id of the form's element; empty if it has none.
fn form_id(root: &HtmlElement) -> String {
    let host = root.get_root_node().dyn_into::<ShadowRoot>();
    host.map(|root| root.host().id()).unwrap_or_default()
}
