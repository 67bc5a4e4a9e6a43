//! What people see: components that are functions of [`Form`](crate::form::Form).
//!
//! Every `view!` here names a global class. Leptos then builds elements one by one; without it,
//! markup that never changes goes through `template.innerHTML`, which throws on a page that
//! enforces Trusted Types (`require-trusted-types-for 'script'`; seen with leptos 0.8.23).

mod announcer;
mod attachments;
mod bytes;
mod choices;
mod custom_field;
mod editing;
mod effects;
mod failures;
mod field;
mod file_words;
mod message;
mod nodes;
mod opened;
mod pause;
mod preview;
mod problems;
mod sending;
mod sending_words;
mod store;
mod words;
mod writing;

use crate::form::{Event, Fact, Phase, Prefill};
use crate::ticket::SendError;
use announcer::{Announcer, LiveRegions};
use leptos::{html::Div, prelude::*};
use std::rc::Rc;
use store::Store;

/// What the form stands in.
#[derive(Clone)]
pub struct Setting {
    /// The URL of the relay's `/api/ticket`.
    pub endpoint: String,
    /// What the page fills in.
    pub prefill: Prefill,
    /// The page, as far as the form talks to it.
    pub page: Page,
}

impl Setting {
    /// A form that posts to this URL, with nothing filled in and nobody to tell.
    #[must_use]
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            prefill: Prefill::default(),
            page: Page::default(),
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

/// The form that opens a support ticket.
#[component]
pub fn TicketForm(
    /// What it stands in.
    setting: Setting,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let announcer = Announcer::new();
    let store = Store::provide(setting, root, announcer);
    let stage = Memo::new(move |_| store.with(|form| Stage::of(form.phase())));
    view! { class="ot",
        <div class="open-ticket" part="open-ticket-form" node_ref=root>
            <LiveRegions announcer />
            // What the page puts into the form, at four places.
            <slot name="header"></slot>
            {move || match stage.get() {
                Stage::Loading => view! { class="ot", <Waiting /> }.into_any(),
                Stage::Unavailable => view! { class="ot", <Unavailable /> }.into_any(),
                Stage::Writing => view! { class="ot", <writing::Writing /> }.into_any(),
                Stage::Opened => view! { class="ot", <opened::Confirmation /> }.into_any(),
            }}
            <slot name="footer"></slot>
        </div>
    }
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

#[component]
fn Waiting() -> impl IntoView {
    view! { class="ot", <p class="waiting">{words::LOADING}</p> }
}

#[component]
fn Unavailable() -> impl IntoView {
    let store = Store::of_context();
    let failure = store.once(|form| form.failure().cloned());
    let (heading, why) = words::unavailable(&failure.unwrap_or(SendError::NoAnswer));
    view! { class="ot",
        <div class="summary" role="alert">
            <h2>{heading}</h2>
            <p>{why}</p>
            <button type="button" class="button" on:click=move |_| store.dispatch(Event::Reloaded)>
                {words::TRY_AGAIN}
            </button>
        </div>
    }
}
