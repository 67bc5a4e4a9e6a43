//! What people see: functions of [`Form`](crate::form::Form), which give elements.

mod announcer;
mod attachments;
mod bytes;
mod choices;
mod custom_field;
mod dom;
mod editing;
mod effects;
mod english;
mod failures;
mod field;
mod file_words;
mod group;
mod message;
mod opened;
mod pause;
mod problems;
mod second;
mod sending;
mod sending_words;
mod store;
mod template;
mod watch;
mod words;
mod writing;

pub use effects::Asked;

use crate::form::{Event, Fact, Phase, Prefill};
use crate::ticket::SendError;
use announcer::Announcer;
use dom::{El, button, classed, el};
use std::rc::Rc;
use store::Store;
use web_sys::Element;

/// What the form stands in.
#[derive(Clone)]
pub struct Setting {
    /// The URL of the relay's `/api/ticket`.
    pub endpoint: String,
    /// What the page fills in.
    pub prefill: Prefill,
    /// The page, as far as the form talks to it.
    pub page: Page,
    /// What the relay answers who has asked it for the rules before the form stood.
    pub asked: Option<Asked>,
}

impl Setting {
    /// A form that posts to this URL, with nothing filled in and nobody to tell.
    #[must_use]
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            prefill: Prefill::default(),
            page: Page::default(),
            asked: None,
        }
    }
}

/// The page, as far as the form talks to it.
#[derive(Clone)]
pub struct Page {
    /// Is told what happened.
    pub tell: Rc<dyn Fn(&Fact)>,
    /// Is asked before a ticket is sent; `false` if the page takes the sending upon itself.
    pub may_send: Rc<dyn Fn() -> bool>,
    /// Who is signed in, if anybody, as the page says it at this moment.
    pub token: Rc<dyn Fn() -> Option<String>>,
}

impl Default for Page {
    /// A page that listens to nothing and has nobody signed in.
    fn default() -> Self {
        Self {
            tell: Rc::new(|_| {}),
            may_send: Rc::new(|| true),
            token: Rc::new(|| None),
        }
    }
}

/// What tells that somebody is about to use the form.
const TOUCHES: [&str; 4] = ["pointerover", "focusin", "dragenter", "input"];

/// The form that opens a support ticket. It follows its signals for as long as the owner that it is
/// made under stands.
#[must_use]
pub fn ticket_form(setting: Setting) -> Element {
    let root = classed("div", "open-ticket").attr("part", "open-ticket-form");
    let announcer = Announcer::new();
    let store = Store::new(setting, root.as_a(), announcer);
    let stage = move || store.with(|form| Some(Stage::of(form.phase())));
    let shown = move |stage| match stage {
        Stage::Loading => classed("p", "waiting").text(words::LOADING),
        Stage::Unavailable => unavailable(store),
        Stage::Writing => writing::writing(store),
        Stage::Opened => opened::confirmation(store),
    };
    let root = TOUCHES
        .into_iter()
        .fold(root, |root, event| root.on(event, |_| want_second()));
    // What the page puts into the form, at four places.
    root.children(announcer.regions())
        .child(slot("header"))
        .some(stage, shown)
        .child(slot("footer"))
        .node()
        .clone()
}

/// Fetches the second half of the bundle; if it does not come, the next touch tries again.
fn want_second() {
    effects::spawn(async {
        let _ = second::bring().await;
    });
}

/// What the page puts in at a place.
fn slot(name: &str) -> El {
    el("slot").attr("name", name)
}

/// Which of the views is shown: writing and sending are one, so that no field is built anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Unavailable,
    Writing,
    Opened,
}

impl Stage {
    const fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Loading => Self::Loading,
            Phase::Unavailable => Self::Unavailable,
            Phase::Editing | Phase::Sending(_) | Phase::FindingOut(_) => Self::Writing,
            Phase::Opened(_) => Self::Opened,
        }
    }
}

fn unavailable(store: Store) -> El {
    let failure = store.once(|form| form.failure().cloned());
    let (heading, why) = words::unavailable(&failure.unwrap_or(SendError::NoAnswer));
    classed("div", "summary")
        .attr("role", "alert")
        .child(el("h2").text(heading))
        .child(el("p").text(&why))
        .child(button("button", words::TRY_AGAIN, move |_| {
            store.dispatch(Event::Reloaded);
        }))
}
