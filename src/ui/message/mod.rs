//! The message: a native text area, so that spell check, dictation and input methods work, what it
//! will look like, and what makes writing it easy.
//!
//! What stands here at once is all that there is to see; [`editor`] makes it work.

mod area;
mod count;
pub mod editor;
mod help;
mod keys;
mod long;
mod nodes;
mod paste;
mod preview;
mod rich;
mod roving;
mod scroll;
mod shortcuts;
mod toolbar;
mod tools;
mod views;

use super::dom::{El, classed, control_of, el};
use super::field::{Around, control, hint_id, labelled};
use super::watch::watch;
use super::{effects::value, second, store::Store, want_second, words};
use crate::form::{Edit, Event};
use crate::ticket::Field;
use keys::Platform;
use leptos::prelude::untrack;
use std::{cell::RefCell, rc::Rc};
use views::{PANEL, View, Views};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

const HEADING: &str = "open-ticket-preview";

/// What is asked for before the second half is here, to be done then: places of tools.
type Early = Rc<RefCell<Vec<usize>>>;

/// What the editor is made of.
#[derive(Clone)]
pub struct Parts {
    store: Store,
    platform: Platform,
    views: Views,
    /// All of it.
    editor: HtmlElement,
    toolbar: HtmlElement,
    area: HtmlTextAreaElement,
    /// The text once more, unseen: a text area tells nobody where its lines are.
    mirror: HtmlElement,
    /// What the preview scrolls in.
    frame: HtmlElement,
    /// Whose children are the blocks of the preview.
    blocks: HtmlElement,
    preview: El,
    early: Early,
    /// Where more is put: below the panes, at the foot, and beside the editor.
    below: El,
    foot: El,
    field: El,
}

/// The message's field.
pub fn message(store: Store) -> El {
    let views = Views::recalled(store.once(|form| form.draft().message.is_empty()));
    watch(move || {
        if store.led_to() == Some(Field::Message) {
            views.show_text();
        }
    });
    let platform = Platform::here();
    let editor = classed("div", "editor");
    let early = Early::default();
    let toolbar = toolbar::toolbar(platform, views, early.clone());
    let area = text(store, views);
    let mirror = classed("div", "mirror").attr("aria-hidden", "true");
    let blocks = classed("div", "blocks");
    let preview = preview_of(store, &blocks);
    let frame = classed("div", "frame")
        .flag_by("hidden", move || views.shown() == View::Write)
        .child(preview.clone());
    let below = el("div");
    let hint = el("p")
        .attr("id", &hint_id(Field::Message))
        .text(words::MARKDOWN_WORKS)
        .child(classed("span", "unseen").text(words::TOOLS_AT));
    let foot = classed("div", "foot").child(hint);
    let field = labelled(store, Field::Message, Around::plain(Field::Message));
    let parts = Parts {
        store,
        platform,
        views,
        editor: editor.as_a(),
        toolbar: toolbar.as_a(),
        area: area.as_a(),
        mirror: mirror.as_a(),
        frame: frame.as_a(),
        blocks: blocks.as_a(),
        preview,
        early,
        below: below.clone(),
        foot: foot.clone(),
        field: field.clone(),
    };
    if store.once(|form| !form.draft().message.is_empty()) {
        want_second();
    }
    let bar = classed("div", "bar")
        .child(views.tabs(&editor))
        .child(toolbar);
    let panes = el("div")
        .attr("id", PANEL)
        .attr("role", "tabpanel")
        .attr_by("class", move || {
            Some(format!("panes {}", views.shown().name()))
        })
        .attr_by("aria-labelledby", move || Some(views.shown().tab()))
        .child(area)
        .child(mirror)
        .child(frame);
    shortcuts::hear_at_once(&parts);
    let editor = editor.child(bar).child(panes).child(below).child(foot);
    watch(move || match second::here() {
        Some(second) => untrack(|| second.make_work(&parts)),
        None if second::is_missing() => parts.early.borrow_mut().clear(),
        None => {}
    });
    field.child(editor)
}

fn text(store: Store, views: Views) -> El {
    // What the text area holds: to ask it for a long text takes longer than all else a key does.
    let held = Rc::new(RefCell::new(String::new()));
    let area = control("textarea", store, Field::Message, true)
        .attr("dir", "auto")
        .attr("rows", "10")
        .flag_by("hidden", move || views.shown() == View::Preview);
    let (node, known): (HtmlTextAreaElement, _) = (area.as_a(), held.clone());
    // Writing the same text back would end an input method's composition (Safari 17).
    watch(move || {
        store.with_message(|form| {
            let text = &form.draft().message;
            if *known.borrow() != *text {
                node.set_value(text);
                known.borrow_mut().clone_from(text);
            }
        });
    });
    area.on("input", move |event| {
        let text = control_of(&event).map_or_else(String::new, |area| value(area.unchecked_ref()));
        held.borrow_mut().clone_from(&text);
        store.dispatch(Event::Edited(Edit::Message(text)));
    })
}

/// What the blocks of the preview stand in.
fn preview_of(store: Store, blocks: &El) -> El {
    // The message's own headings begin at the third rank.
    let heading = classed("h2", "unseen")
        .attr("id", HEADING)
        .text(words::PREVIEW);
    let is_blank = move || store.with_message(|form| form.draft().message.trim().is_empty());
    classed("div", "preview")
        .attr("part", "preview")
        .attr("role", "region")
        .attr("aria-labelledby", HEADING)
        .attr("tabindex", "0")
        .child(heading)
        .when(is_blank, || classed("p", "hint").text(words::PREVIEW_EMPTY))
        .when(
            move || second::is_missing() && !is_blank(),
            || classed("p", "hint").text(words::PREVIEW_MISSING),
        )
        .child(blocks.clone())
}
