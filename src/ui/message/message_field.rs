//! Message field: text area, toolbar and preview.

use super::early_shortcuts::add_early_shortcuts;
use super::editor_elements::{EditorElements, QueuedCommands};
use super::editor_mode::{EditorMode, ModeState};
use super::keyboard::KeyboardKind;
use super::mode_tabs::{PANEL_ID, mode_tabs};
use super::toolbar_view::toolbar;
use crate::form::{Edit, Event, Form};
use crate::locale::strings;
use crate::markdown::is_same_text;
use crate::ticket::Field;
use crate::ui::dom::{El, el, focus, on_restore, render_effect};
use crate::ui::fields::ids::hint_id;
use crate::ui::fields::{LabelOptions, control, labelled_field};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use crate::ui::{editor_chunk, platform};
use leptos::ev;
use leptos::prelude::{event_target, untrack};
use std::{cell::RefCell, rc::Rc};
use web_sys::HtmlTextAreaElement;

const PREVIEW_HEADING_ID: &str = "open-ticket-preview";

/// Creates the field. Typing works immediately; the editor chunk adds the toolbar's commands, the
/// other shortcuts and the preview. The attachments are in the editor's footer.
pub fn message_field(store: Store, attachments: El) -> El {
    let is_blank = store.with_untracked(Form::has_blank_message);
    let mode = ModeState::restore(is_blank);
    render_effect(move || {
        if store.revealed_field() == Some(Field::Message) {
            mode.show_text();
        }
    });
    let editor = el("div").class("editor").attr("part", "open-ticket-editor");
    let tabs = mode_tabs(mode, &editor);
    let (editor, elements) = editor_views(store, mode, editor, tabs);
    if !is_blank {
        editor_chunk::load_in_background();
    }
    add_early_shortcuts(&elements);
    let (field, below) = (elements.field.clone(), elements.below.clone());
    render_effect(move || match editor_chunk::loaded() {
        Some(module) => untrack(|| module.attach_editor(&elements)),
        None if editor_chunk::has_failed() => {
            elements.queued_commands.borrow_mut().clear();
            // The toolbar is hidden now.
            if elements.toolbar.matches(":focus-within") == Ok(true) {
                focus(&elements.text_area);
            }
        }
        None => {}
    });
    field.child(editor.child(attachments)).child(below)
}

fn editor_views(store: Store, mode: ModeState, editor: El, tabs: El) -> (El, EditorElements) {
    let keyboard = KeyboardKind::detect();
    let queued_commands = QueuedCommands::default();
    let toolbar = toolbar(keyboard, mode, queued_commands.clone());
    let text_area = text_area(store, mode);
    let mirror = el("div").class("mirror").attr("aria-hidden", "true");
    let mirror = mirror.attr("translate", "no");
    let preview_blocks = el("div").class("blocks").attr("translate", "no");
    let preview = preview(store, &preview_blocks);
    // Next to the text, an empty preview would take half of the space: it opens when the message is
    // not blank.
    let is_blank = move || is_blank(store);
    let is_preview_hidden = move || match mode.current() {
        EditorMode::Write => true,
        EditorMode::Preview => false,
        EditorMode::Both => is_blank(),
    };
    let preview_frame = el("div")
        .class("preview-frame")
        .attr("hidden", is_preview_hidden)
        .child(preview.clone());
    let notes = el("div");
    let footer = el("div");
    let panes = el("div")
        .attr("id", PANEL_ID)
        .attr("role", "tabpanel")
        .class("panes")
        .class(("both", move || {
            mode.current() == EditorMode::Both && !is_blank()
        }))
        .attr("aria-labelledby", move || mode.current().tab_id())
        .child(text_area.clone())
        .child(mirror.clone())
        .child(preview_frame.clone());
    let elements = EditorElements {
        store,
        keyboard,
        mode,
        field: labelled_field(
            store,
            Field::Message,
            LabelOptions::required(Field::Message),
        ),
        editor: editor.cast(),
        tabs: tabs.cast(),
        toolbar: toolbar.cast(),
        panes: panes.clone(),
        text_area: text_area.cast(),
        mirror: mirror.cast(),
        preview_frame: preview_frame.cast(),
        preview,
        preview_blocks: preview_blocks.cast(),
        notes: notes.clone(),
        footer: footer.clone(),
        below: el("div"),
        queued_commands,
    };
    let bar = el("div").class("editor-bar").child(tabs).child(toolbar);
    let editor = editor
        .child(bar)
        .child(panes)
        .child(hint())
        .child(notes)
        .child(footer);
    (editor, elements)
}

/// Creates the description for screen readers. The help in the toolbar shows all formatting.
fn hint() -> El {
    el("p")
        .class("visually-hidden")
        .attr("id", hint_id(Field::Message))
        .child(strings::MESSAGE_HINT)
        .show(
            || !editor_chunk::has_failed(),
            || el("span").child(text::TOOLBAR_HINT),
        )
}

fn text_area(store: Store, mode: ModeState) -> El {
    // A copy of the text area's value: reading a long value from the browser takes longer than all
    // other work for a keystroke.
    let value = Rc::new(RefCell::new(String::new()));
    let text_area = control("textarea", store, Field::Message, true)
        .attr("dir", "auto")
        // The minimum height of the stylesheet, in browsers without `field-sizing`.
        .attr("rows", "8")
        .attr("hidden", move || mode.current() == EditorMode::Preview);
    let (node, current): (HtmlTextAreaElement, _) = (text_area.cast(), value.clone());
    let restored: HtmlTextAreaElement = text_area.cast();
    on_restore(move || {
        store.with_untracked(|form| {
            let message = &form.draft().message;
            if platform::text_area_value(&restored) != *message {
                restored.set_value(message);
            }
        });
    });
    // Setting the same value would end an IME composition (Safari 17).
    render_effect(move || {
        store.with_message(|form| {
            let message = &form.draft().message;
            let is_shown = is_same_text(&current.borrow(), message);
            if !is_shown {
                node.set_value(message);
                current.borrow_mut().clone_from(message);
            }
        });
    });
    text_area.on(ev::input, move |event| {
        let text = platform::text_area_value(&event_target(&event));
        value.borrow_mut().clone_from(&text);
        store.dispatch(Event::Edited(Edit::Message(text)));
    })
}

/// Returns `true` if there is nothing to preview (tracked).
fn is_blank(store: Store) -> bool {
    store.with_message(Form::has_blank_message)
}

fn preview(store: Store, blocks: &El) -> El {
    // The headings of the message start at the third level.
    let heading = el("h2")
        .class("visually-hidden")
        .attr("id", PREVIEW_HEADING_ID)
        .child(strings::PREVIEW_NAME);
    let is_blank = move || is_blank(store);
    let hint = |text: &str| el("p").class("hint").child(text);
    el("div")
        .class("preview")
        .attr("part", "open-ticket-preview")
        .attr("role", "region")
        .attr("aria-labelledby", PREVIEW_HEADING_ID)
        .attr("tabindex", "0")
        .child(heading)
        .show(is_blank, move || hint(strings::PREVIEW_EMPTY))
        .show(
            move || editor_chunk::has_failed() && !is_blank(),
            move || hint(strings::PREVIEW_UNAVAILABLE),
        )
        .child(blocks.clone())
}
