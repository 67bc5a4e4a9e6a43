//! Carries out what the form wants. The only part of the view that reaches the browser's half.

use super::{Page, Setting, announcer::Announcer, field, store::Store};
use crate::browser::{self, Endpoint};
use crate::form::{Chosen, Effect, Event, FileId, Progress};
use crate::ticket::{SendError, Ticket};
use leptos::{html::Div, prelude::*, task};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{AbortController, File, FileList, HtmlElement};

/// Whoever carries effects out: it knows the relay, the page, and the files behind their ids.
pub struct Performer {
    endpoint: Endpoint,
    page: Page,
    root: NodeRef<Div>,
    announcer: Announcer,
    files: BTreeMap<FileId, File>,
    last_id: u32,
    sending: Option<AbortController>,
}

impl Performer {
    pub fn new(setting: Setting, root: NodeRef<Div>, announcer: Announcer) -> Self {
        Self {
            endpoint: Endpoint::new(setting.endpoint),
            page: setting.page,
            root,
            announcer,
            files: BTreeMap::new(),
            last_id: 0,
            sending: None,
        }
    }

    pub fn perform(&mut self, effect: Effect, store: Store) {
        match effect {
            Effect::LoadRules => self.load_rules(store),
            Effect::Send(ticket) => self.ask_to_send(*ticket, store),
            Effect::StopSending => self.stop_sending(),
            Effect::Release(id) => {
                self.files.remove(&id);
            }
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
                task::spawn_local(async move { (page.tell)(&fact) });
            }
        }
    }

    /// Takes files in: the form learns their names and sizes, the bytes stay where they are.
    pub fn take_in(&mut self, list: &FileList) -> Vec<Chosen> {
        let take = |(name, file): (_, File)| {
            self.last_id += 1;
            let id = FileId(self.last_id);
            let size = browser::size_of(&file);
            self.files.insert(id, file);
            Chosen { id, name, size }
        };
        browser::files_of(list).into_iter().map(take).collect()
    }

    /// Stops what is under way, if anything.
    pub fn stop_sending(&mut self) {
        if let Some(sending) = self.sending.take() {
            sending.abort();
        }
    }

    fn load_rules(&self, store: Store) {
        let endpoint = self.endpoint.clone();
        task::spawn_local(async move {
            store.dispatch(match endpoint.rules().await {
                Ok(rules) => Event::RulesArrived(Box::new(rules)),
                Err(browser::RulesUnavailable) => Event::RulesFailed,
            });
        });
    }

    /// The page is asked, as it is told everything, after this borrow has ended: its listener may
    /// press a button of the form.
    fn ask_to_send(&self, ticket: Ticket<FileId>, store: Store) {
        let page = self.page.clone();
        task::spawn_local(async move {
            if (page.may_send)() {
                store.perform(|performer| performer.send(ticket, store));
            } else {
                store.dispatch(Event::Withheld);
            }
        });
    }

    fn send(&mut self, ticket: Ticket<FileId>, store: Store) {
        let bytes = ticket
            .attachments
            .iter()
            .map(crate::ticket::Attachment::size)
            .sum();
        let files = &self.files;
        let found = ticket.try_map_bodies(|id| files.get(&id).cloned().ok_or(SendError::NotSent));
        let (Ok(ticket), Ok(stop)) = (found, AbortController::new()) else {
            task::spawn_local(async move { store.dispatch(Event::Failed(SendError::NotSent)) });
            return;
        };
        self.sending = Some(stop.clone());
        let endpoint = self.endpoint.clone();
        task::spawn_local(async move {
            let signal = stop.signal();
            let report =
                move |sent, total| store.dispatch(Event::Uploaded(scaled(sent, total, bytes)));
            let answer = endpoint.open(&ticket, &signal, report).await;
            // A sending that was stopped has been spoken of already.
            if !signal.aborted() {
                store.dispatch(answer.map_or_else(Event::Failed, Event::Opened));
            }
        });
    }

    /// Moves the focus once the view has followed the form.
    fn focus(&self, selector: &str, focus: fn(&HtmlElement)) {
        let (root, selector) = (self.root, selector.to_owned());
        task::spawn_local(async move {
            task::tick().await;
            let found = root
                .get_untracked()
                .and_then(|root| root.query_selector(&selector).ok()?);
            if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
                focus(&element);
            }
        });
    }
}

/// Progress in bytes of the files, as people know them, not of the request that carries them.
fn scaled(sent: u64, total: u64, bytes: u64) -> Progress {
    match (bytes, total) {
        (0, _) | (_, 0) => Progress { sent, total },
        _ => Progress {
            sent: u64::try_from(u128::from(sent) * u128::from(bytes) / u128::from(total))
                .unwrap_or(bytes),
            total: bytes,
        },
    }
}
