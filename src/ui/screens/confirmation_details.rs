//! Completes the confirmation: a button that copies the number, the content of the ticket, and a copy
//! to keep. It is part of the editor chunk: the confirmation is usable without it.

use super::confirmation_elements::ConfirmationElements;
use crate::form::Phase;
use crate::locale::{self, strings};
use crate::ticket::SentTicket;
use crate::ui::dom::{El, button, copy_text, el, store_until_cleanup};
use crate::ui::platform::{self, CustomState};
use crate::ui::runtime::task::spawn_local;
use leptos::task;
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// Custom state of the host element while its ticket is open: `open-ticket:state(opened)`.
const OPENED_STATE: &str = "opened";

/// Completes the confirmation of an opened ticket, until the current `Owner` is cleaned up.
pub fn confirmation_details(elements: &ConfirmationElements) {
    let opened = elements.store.with_untracked(|form| match form.phase() {
        Phase::Opened(opened) => {
            let number = opened.ticket().number().to_owned();
            let rules = form.rules()?;
            let department = opened.department().and_then(|id| rules.department(id));
            let reply_time = department.and_then(locale::reply_time);
            Some((number, opened.sent_ticket(rules), reply_time))
        }
        _ => None,
    });
    let Some((number, ticket, reply_time)) = opened else {
        return;
    };
    show_state(elements.head.node());
    let head = elements.head.clone();
    head.child(copy_button(number.clone()));
    // After the lookup of an earlier submission, the content is not known.
    let Some(ticket) = ticket.map(Rc::new) else {
        return;
    };
    let reply_time = reply_time.map(|text| el("p").attr("dir", "auto").child(text));
    let frame = elements.details.clone().child(reply_time);
    frame.child(details(&ticket));
    let save = move |_| {
        let copy = locale::ticket_copy(&ticket, &number);
        let _ = platform::download(&locale::ticket_copy_file_name(&number), &copy, &[]);
    };
    let save = button("button", strings::OPENED_SAVE_COPY, save);
    let actions = elements.actions.clone().child(save);
    // If the browser cannot print, the saved copy can be printed elsewhere.
    if platform::can_print() {
        let print = |_| platform::print_page();
        actions.child(button("button", strings::OPENED_PRINT, print));
    }
}

/// Sets the host element's state until the current `Owner` is cleaned up. The confirmation is not in
/// the document yet.
fn show_state(node: &Element) {
    let state = Rc::new(OnceCell::new());
    let (node, weak) = (node.clone(), Rc::downgrade(&state));
    store_until_cleanup(Box::new(state));
    spawn_local(async move {
        task::tick().await;
        if let Some(state) = weak.upgrade() {
            let _ = state.set(CustomState::set(&node, OPENED_STATE));
        }
    });
}

fn copy_button(number: String) -> El {
    let status = el("span").class("hint").attr("role", "status");
    let text = status.node().clone();
    let copy = move |event: MouseEvent| {
        let pressed = event
            .current_target()
            .map(JsCast::unchecked_into::<HtmlElement>);
        let is_copied = pressed.is_some_and(|button| copy_text(&button, &number));
        text.set_text_content(is_copied.then_some(strings::OPENED_COPIED));
    };
    let button = button("button small", strings::OPENED_COPY_NUMBER, copy);
    el("span").class("copy").child(button).child(status)
}

fn details(ticket: &SentTicket) -> El {
    let attachments = locale::attachment_lines(ticket);
    let entries = [
        (strings::LABEL_DEPARTMENT, vec![ticket.department.as_str()]),
        (strings::LABEL_SUBJECT, vec![ticket.subject.as_str()]),
        (strings::OPENED_ATTACHMENTS, attachments.lines().collect()),
    ];
    let value = |text: &&str| el("dd").attr("dir", "auto").child(*text);
    let entries = entries.iter().filter(|(_, values)| !values.is_empty());
    let entries = entries.flat_map(|(name, values)| {
        let name = std::iter::once(el("dt").child(*name));
        name.chain(values.iter().map(value)).collect::<Vec<_>>()
    });
    el("dl").class("sent").children(entries)
}
