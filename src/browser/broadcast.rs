//! Messages between the tabs of a site.

use super::js_object::{call, construct, get};
use super::listener::Listener;
use wasm_bindgen::{JsCast, JsValue};

/// A channel to the other tabs that use the same name, closed on drop.
#[derive(Debug)]
pub struct Broadcast {
    channel: JsValue,
    _listener: Listener,
}

impl Broadcast {
    /// Opens a channel. Returns `None` if the browser has none.
    #[must_use]
    pub fn open(name: &str, on_message: impl Fn(&str) + 'static) -> Option<Self> {
        let channel = construct("BroadcastChannel", &[&name.into()])?;
        let listener = Listener::new(channel.unchecked_ref(), "message", move |event| {
            let data = get(&event, "data").and_then(|data| data.as_string());
            on_message(data.as_deref().unwrap_or_default());
        });
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Sends a message to the other tabs.
    pub fn send(&self, message: &str) {
        call(&self.channel, "postMessage", &[&message.into()]);
    }
}

impl Drop for Broadcast {
    fn drop(&mut self) {
        call(&self.channel, "close", &[]);
    }
}
