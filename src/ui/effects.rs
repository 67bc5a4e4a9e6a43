//! Carries out what the form wants. The only part of the view that reaches the browser's half.

mod files;
mod opening;
mod signed;

pub use crate::browser::{
    Asked, Carried, Listener, Peek, Picked, now, parsed, picked, recalled, remember, revoke, value,
};
pub use files::Examined;
pub use opening::{Here, Opening};
pub use signed::Relay;

use super::{Page, Setting, announcer::Announcer, field, store::Store};
use crate::browser::{Key, Report, Sending, Step};
use crate::form::{Effect, Event, FileId, Phase, Progress};
use crate::ticket::{Attachment, Outcome, SendError, Ticket};
use files::Files;
use leptos::{prelude::document, task};
use std::{cell::Cell, pin::Pin, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{AbortController, AbortSignal, HtmlElement};

/// Whoever carries effects out: it knows the relay, the page, the intent's key, and the files
/// behind their ids.
pub struct Performer {
    endpoint: String,
    page: Page,
    asked: Option<Asked>,
    root: HtmlElement,
    announcer: Announcer,
    files: Files,
    /// What pictures were before they were made smaller, or would be.
    others: Files,
    last_id: u32,
    /// Made when it is first needed.
    key: Option<Key>,
    under_way: Option<AbortController>,
}

impl Performer {
    pub fn new(setting: Setting, root: HtmlElement, announcer: Announcer) -> Self {
        Self {
            endpoint: setting.endpoint,
            page: setting.page,
            asked: setting.asked,
            root,
            announcer,
            files: Files::default(),
            others: Files::default(),
            last_id: 0,
            key: None,
            under_way: None,
        }
    }

    pub fn perform(&mut self, effect: Effect, store: Store) {
        match effect {
            Effect::LoadRules => self.load_rules(store),
            Effect::Send(ticket) => self.ask_to_send(*ticket, store),
            Effect::FindOut => self.find_out(store),
            Effect::RenewKey => self.key = None,
            Effect::StopSending => self.stop(),
            Effect::Release(id) => self.release(id),
            Effect::Examine(asked) => self.examine(asked, store),
            Effect::Shrink { files, megapixels } => self.shrink(files, megapixels, store),
            Effect::Exchange(id) => self.exchange(id),
            Effect::FocusProblems => self.focus(".summary", field::focus),
            Effect::FocusConfirmation => self.focus(".confirmation h2", field::focus),
            Effect::FocusSend => self.focus("[type=submit]", field::focus_in_place),
            Effect::FocusFirst => self.focus("form :is(input, select)", field::focus),
            Effect::FocusFiles(id) => {
                let button = id.map_or_else(field::adder_id, field::remove_id);
                self.focus(&format!("#{button}"), field::focus_in_place);
            }
            Effect::Announce(announcement) => self.announcer.say(&announcement),
            Effect::Tell(fact) => {
                let page = self.page.clone();
                spawn(async move { (page.tell)(&fact) });
            }
        }
    }

    /// Stops what is under way, if anything.
    pub fn stop(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.abort();
        }
    }

    /// The relay, asked by whoever is signed in at that moment.
    fn relay(&self) -> Relay {
        Relay::new(self.endpoint.clone(), self.page.clone())
    }

    /// What stops what now begins.
    fn stopper(&mut self) -> Option<AbortSignal> {
        let stopper = AbortController::new().ok()?;
        let signal = stopper.signal();
        self.under_way = Some(stopper);
        Some(signal)
    }

    fn load_rules(&mut self, store: Store) {
        let (relay, stop) = (self.relay(), self.stopper());
        // An answer is read once; who asks again, asks anew.
        let asked = Cell::new(self.asked.take());
        spawn(async move {
            let rules = match stop {
                Some(stop) => {
                    relay
                        .ask(async |endpoint| endpoint.rules(&stop, asked.take()).await)
                        .await
                }
                None => Err(SendError::NotSent),
            };
            let arrived = |rules| Event::RulesArrived(Box::new(rules));
            store.dispatch(rules.map_or_else(Event::RulesFailed, arrived));
            store.read_patterns();
        });
    }

    fn find_out(&mut self, store: Store) {
        let (relay, key, stop) = (self.relay(), self.key.clone(), self.stopper());
        spawn(async move {
            let outcome = match (key, stop) {
                (Some(key), Some(stop)) => relay.now().find_out(&key, &stop).await,
                _ => Outcome::Unknown,
            };
            store.dispatch(Event::FoundOut(outcome));
        });
    }

    /// The page is asked, as it is told everything, after this borrow has ended: its listener may
    /// press a button of the form.
    fn ask_to_send(&self, ticket: Ticket<FileId>, store: Store) {
        let page = self.page.clone();
        spawn(async move {
            let may_send = (page.may_send)();
            // The page's listener may have pressed the form's own Cancel.
            let is_wanted = store.once(|form| matches!(form.phase(), Phase::Sending(_)));
            if may_send && is_wanted {
                store.perform(|performer| performer.send(ticket, store));
            } else {
                store.dispatch(Event::Withheld);
            }
        });
    }

    fn send(&mut self, ticket: Ticket<FileId>, store: Store) {
        let sizes = ticket.attachments.iter().map(Attachment::size);
        let bytes = sizes.sum();
        let files = &self.files;
        let found = ticket.try_map_bodies(|id| files.get(id).cloned().ok_or(SendError::NotSent));
        self.key = self.key.take().or_else(Key::random);
        let (Ok(ticket), Some(key), Some(stop)) = (found, self.key.clone(), self.stopper()) else {
            spawn(async move { store.dispatch(Event::Failed(SendError::NotSent)) });
            return;
        };
        let relay = self.relay();
        spawn(async move {
            let report: Report =
                Rc::new(move |step| store.dispatch(Event::Uploaded(progress(step, bytes))));
            let sending = Sending {
                ticket,
                key,
                stop: stop.clone(),
                report,
            };
            let answer = Opening { relay, sending }.open().await;
            // A sending that was stopped has been spoken of already.
            if !stop.aborted() {
                store.dispatch(answer.map_or_else(Event::Failed, Event::Opened));
            }
        });
    }

    /// Moves the focus once the view has followed the form.
    fn focus(&self, selector: &str, focus: fn(&HtmlElement)) {
        let (root, selector) = (self.root.clone(), selector.to_owned());
        spawn(async move {
            task::tick().await;
            let found = root.query_selector(&selector).ok().flatten();
            if let Some(found) = found.filter(|_| !is_elsewhere(&root)) {
                focus(found.unchecked_ref());
            }
        });
    }
}

/// Whether a person is at something else of the page: what the form does by itself does not take
/// them away from there.
fn is_elsewhere(root: &HtmlElement) -> bool {
    let document = document();
    let at = document.active_element();
    at.is_some_and(|at| {
        !document
            .body()
            .is_some_and(|body| at.is_same_node(Some(&body)))
    }) && !root.matches(":focus-within").unwrap_or(true)
}

/// Boxed here: what drives a task is in the bundle once, not once for each kind of task.
pub(super) fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    task::spawn_local(task);
}

/// Progress in bytes of the files, as people know them, not of the request that carries them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a count of bytes is below 2^53"
)]
fn progress(step: Step, bytes: u64) -> Progress {
    let (read, sent, total) = match (step, bytes) {
        (Step::Read(read), _) => (read, 0, bytes),
        (Step::Out { sent, total }, 0) => (total, sent, total),
        (Step::Out { total: 0, .. }, _) => (bytes, 0, bytes),
        (Step::Out { sent, total }, _) => {
            let sent = sent as f64 / total as f64 * bytes as f64;
            (bytes, sent as u64, bytes)
        }
    };
    Progress { read, sent, total }
}
