//! The form's root view: loads the rules, then shows the screen for the form's phase.

use super::announcer::Announcer;
use super::dom::{El, el, listen, restore_controls, slot};
use super::form_handle::FormHandle;
use super::form_options::TicketFormOptions;
use super::runtime::start_form::start_form;
use super::runtime::store::Store;
use super::runtime::task::spawn_local;
use super::screens::{confirmation_screen, edit_screen, unavailable_screen};
use super::stop_key_propagation::stop_key_propagation;
use super::{editor_chunk, editor_module, platform};
use crate::form::Phase;
use crate::locale::strings;
use leptos::prelude::{IntoView, set_timeout, window};
use std::time::Duration;
use web_sys::Element;

/// Events of the user's first interaction with the form. They load the editor chunk.
const FIRST_USE_EVENTS: [&str; 4] = ["pointerover", "focusin", "dragenter", "input"];

/// Language of the UI text in `locales/en.json`, and its writing direction.
const LANGUAGE: (&str, &str) = ("en", "ltr");

/// Delays after which the controls of a restored page are filled in again.
const RESTORE_DELAYS: [Duration; 2] = [Duration::ZERO, Duration::from_millis(300)];

/// Creates the form that opens a support ticket, as a Leptos view. Its effects, timers, listeners
/// and requests are disposed with the current `Owner`.
///
/// It has no stylesheet. `embed::TicketForm` is the form with its stylesheet, in a shadow root.
///
/// ```ignore
/// use leptos::prelude::*;
/// use open_ticket::ui::{TicketFormOptions, ticket_form};
///
/// view! { <main>{ticket_form(TicketFormOptions::new("/api/ticket"))}</main> }
/// ```
#[must_use]
pub fn ticket_form(options: TicketFormOptions) -> impl IntoView<State = Element> {
    controlled_ticket_form(options).0
}

/// Creates the form, and its control for the host page.
pub fn controlled_ticket_form(
    options: TicketFormOptions,
) -> (impl IntoView<State = Element>, FormHandle) {
    editor_chunk::set_loader(editor_module::load);
    // The page may have another language (WCAG 3.1.2).
    let root = el("div")
        .class("open-ticket")
        .attr("part", "open-ticket-form")
        .attr("lang", LANGUAGE.0)
        .attr("dir", LANGUAGE.1);
    let announcer = Announcer::new();
    let store = start_form(options, root.cast(), announcer);
    let screen = move || store.with(|form| Some(Screen::for_phase(form.phase())));
    // Not yet in the document.
    let element = root.node().clone();
    spawn_local(async move {
        if platform::is_dark_without_scheme(&element) {
            let _ = element.class_list().add_1("on-dark");
        }
    });
    // After a failed load, the next event tries again.
    for event in FIRST_USE_EVENTS {
        listen(root.node(), event, |_| editor_chunk::load_in_background());
    }
    // WebKitGTK 2.50 clears controls between this event and the next task.
    listen(&window(), "pageshow", |_| {
        for delay in RESTORE_DELAYS {
            set_timeout(restore_controls, delay);
        }
    });
    stop_key_propagation(root.node());
    let view = root
        .children(announcer.regions())
        .child(slot("header"))
        .show_let(screen, move |screen| screen.view(store))
        .child(slot("footer"));
    (view, FormHandle::new(store))
}

/// The screens of the form. Editing and submitting share one, so that no field is rebuilt in
/// between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Loading,
    Unavailable,
    Edit,
    Confirmation,
}

impl Screen {
    const fn for_phase(phase: &Phase) -> Self {
        match phase {
            Phase::Loading => Self::Loading,
            Phase::Unavailable(_) => Self::Unavailable,
            Phase::Editing(_) | Phase::Sending(_) | Phase::LookingUp(_) => Self::Edit,
            Phase::Opened(_) => Self::Confirmation,
        }
    }

    fn view(self, store: Store) -> El {
        match self {
            Self::Loading => el("p").class("loading").child(strings::FORM_LOADING),
            Self::Unavailable => unavailable_screen(store),
            Self::Edit => edit_screen(store),
            Self::Confirmation => confirmation_screen(store),
        }
    }
}
