//! Coordination of the tabs with a form. Only one of them stores the draft: the tab that holds its
//! lock. Browsers have locks in secure contexts only; otherwise the tabs query each other.

use super::local_storage_drafts::current_time;
use crate::ui::platform::{
    Broadcast, LockRequest, LockResult, WebLock, random_idempotency_key, request_web_lock, sleep,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::AbortController;

/// Time to wait for the lock, in milliseconds: a form that was just removed, or a page that is being
/// reloaded, still holds it for a moment.
const LOCK_TIMEOUT: i32 = 1_000;

/// Time to wait for a response of another tab, in milliseconds. A busy tab responds later.
const RESPONSE_TIMEOUT: i32 = 500;

/// Maximum number of queries of other tabs, for the same reason as [`LOCK_TIMEOUT`].
const MAX_QUERIES: u32 = 2;

/// Interval at which other tabs are queried while one of them stores the draft, in milliseconds.
const QUERY_INTERVAL: i32 = 5_000;

const QUERY: &str = "ask ";
const HELD: &str = "held";
const TAKE: &str = "take";
const ENDED: &str = "ended";

/// An event from the other tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabEvent {
    /// Another tab requests the draft, which this one saves and releases.
    Requested,
    /// Another tab has taken the draft.
    Taken,
    /// Another tab already stores the draft: its response was late.
    Held,
    /// Another tab has sent the ticket, or cleared the draft.
    Ended,
}

/// Coordinates the tabs with a form, of which only one stores the draft.
pub struct Tabs {
    key: String,
    /// Id of the tab. Of two tabs that query at the same time, the one with the lower id takes
    /// precedence.
    id: String,
    channel: RefCell<Option<Broadcast>>,
    lock: RefCell<Option<WebLock>>,
    /// Aborts the wait for another tab.
    waiting: RefCell<Option<AbortController>>,
    /// `true` if this tab stores the draft.
    is_holder: Cell<bool>,
    is_querying: Cell<bool>,
    has_response: Cell<bool>,
    on_event: Box<dyn Fn(TabEvent)>,
}

impl Tabs {
    /// Joins the tabs that have a form with this key.
    pub fn join(key: &str, on_event: impl Fn(TabEvent) + 'static) -> Rc<Self> {
        let id = random_idempotency_key().map(|key| key.to_string());
        let tabs = Rc::new(Self {
            key: key.to_owned(),
            id: id.unwrap_or_else(|| current_time().to_string()),
            channel: RefCell::default(),
            lock: RefCell::default(),
            waiting: RefCell::default(),
            is_holder: Cell::default(),
            is_querying: Cell::default(),
            has_response: Cell::default(),
            on_event: Box::new(on_event),
        });
        tabs.open_channel();
        tabs
    }

    /// Requests to store the draft. Returns `false` if another tab does.
    pub async fn acquire(self: &Rc<Self>) -> bool {
        self.open_channel();
        match self.request_lock(LockRequest::Wait(LOCK_TIMEOUT)).await {
            LockResult::Granted(lock) => self.hold(Some(lock)),
            LockResult::Held => false,
            LockResult::Unsupported if self.query_other_tabs().await => self.hold(None),
            LockResult::Unsupported => false,
        }
    }

    /// Waits until no other tab stores the draft. Returns `false` if this one has left.
    pub async fn wait(self: &Rc<Self>) -> bool {
        let Ok(controller) = AbortController::new() else {
            return false;
        };
        let signal = controller.signal();
        self.waiting.replace(Some(controller));
        match self.request_lock(LockRequest::Queue(signal)).await {
            LockResult::Granted(lock) => return self.hold(Some(lock)),
            LockResult::Held => return false,
            LockResult::Unsupported => {}
        }
        while self.channel.borrow().is_some() && !self.is_holder.get() {
            sleep(QUERY_INTERVAL).await;
            if !self.is_holder.get() && self.query_other_tabs().await {
                return self.hold(None);
            }
        }
        false
    }

    /// Takes the draft over. A tab that does not respond, such as a frozen one, loses it.
    pub async fn take_over(self: &Rc<Self>) -> bool {
        self.send(TAKE);
        match self.request_lock(LockRequest::Wait(LOCK_TIMEOUT)).await {
            LockResult::Granted(lock) => self.hold(Some(lock)),
            LockResult::Held => match self.request_lock(LockRequest::Steal).await {
                LockResult::Granted(lock) => self.hold(Some(lock)),
                _ => false,
            },
            LockResult::Unsupported => {
                sleep(RESPONSE_TIMEOUT).await;
                self.hold(None)
            }
        }
    }

    /// Releases the draft.
    pub fn release(&self) {
        self.is_holder.set(false);
        self.lock.take();
    }

    /// Leaves the other tabs, for as long as the page is in the back-forward cache.
    pub fn leave(&self) {
        self.release();
        self.channel.take();
        if let Some(controller) = self.waiting.take() {
            controller.abort();
        }
    }

    /// Joins the other tabs again.
    pub fn rejoin(self: &Rc<Self>) {
        self.open_channel();
    }

    /// Notifies the other tabs that the ticket is sent, or that the draft is cleared.
    pub fn announce_end(&self) {
        self.send(ENDED);
    }

    fn hold(&self, lock: Option<WebLock>) -> bool {
        self.lock.replace(lock);
        self.is_holder.set(true);
        true
    }

    async fn request_lock(self: &Rc<Self>, request: LockRequest) -> LockResult {
        let tabs = Rc::downgrade(self);
        let on_stolen = move || {
            if let Some(tabs) = tabs.upgrade().filter(|tabs| tabs.is_holder.get()) {
                tabs.release();
                (tabs.on_event)(TabEvent::Taken);
            }
        };
        request_web_lock(&self.key, request, Box::new(on_stolen)).await
    }

    /// Queries the other tabs. Returns `true` if none stores the draft.
    async fn query_other_tabs(&self) -> bool {
        self.is_querying.set(true);
        for _ in 0..MAX_QUERIES {
            self.has_response.set(false);
            self.send(&format!("{QUERY}{}", self.id));
            sleep(RESPONSE_TIMEOUT).await;
            if !self.has_response.get() {
                break;
            }
        }
        self.is_querying.set(false);
        !self.has_response.get()
    }

    fn open_channel(self: &Rc<Self>) {
        if self.channel.borrow().is_none() {
            let tabs = Rc::downgrade(self);
            let channel = Broadcast::open(&self.key, move |message| {
                if let Some(tabs) = tabs.upgrade() {
                    tabs.receive(message);
                }
            });
            self.channel.replace(channel);
        }
    }

    fn receive(&self, message: &str) {
        let is_holder = self.is_holder.get();
        match message {
            HELD if is_holder && self.lock.borrow().is_none() => {
                self.release();
                (self.on_event)(TabEvent::Held);
            }
            HELD => self.has_response.set(true),
            TAKE if is_holder => {
                (self.on_event)(TabEvent::Requested);
                self.release();
            }
            ENDED if !is_holder => (self.on_event)(TabEvent::Ended),
            _ => {
                let other = message.strip_prefix(QUERY);
                let is_first = |other: &str| self.is_querying.get() && *self.id < *other;
                if other.is_some_and(|other| is_holder || is_first(other)) {
                    self.send(HELD);
                }
            }
        }
    }

    fn send(&self, message: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.send(message);
        }
    }
}
