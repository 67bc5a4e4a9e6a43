//! Attaches the message editor to its elements: commands, shortcuts, pasting, preview. It is part
//! of the editor chunk: the form works without it.

use super::editor_elements::EditorElements;
use super::editor_mode::{EditorMode, ModeState};
use super::help_dialog::help_dialog;
use super::length_counter::length_counter;
use super::message_editor::MessageEditor;
use super::more_menu::{MoreMenu, menu_view};
use super::paste_options::PasteOptions;
use super::preview::attach_preview;
use super::roving_focus::move_focus;
use super::scroll_sync::{Pane, ScrollSync};
use super::suggestions::attach_suggestions;
use super::text_area::TextArea;
use crate::form::Form;
use crate::ui::dom::{Debounce, listen, render_effect, watch};
use crate::ui::runtime::task::spawn_local;
use leptos::task;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// Attaches an editor to its elements until the current `Owner` is cleaned up.
pub fn attach_editor(elements: &EditorElements) {
    let store = elements.store;
    let dialog = help_dialog(elements.keyboard);
    let menu = menu_view();
    let text_area = TextArea::new(store, elements.text_area.clone());
    let editor = Rc::new(MessageEditor {
        store,
        keyboard: elements.keyboard,
        text_area: text_area.clone(),
        mode: elements.mode,
        scroll_sync: Rc::new(ScrollSync::new(elements)),
        toolbar: elements.toolbar.clone(),
        tab_stop: Cell::new(0),
        active_commands: Cell::default(),
        active_commands_update: Debounce::new(),
        help_dialog: dialog.cast(),
        more_menu: MoreMenu::new(&menu, &elements.toolbar),
        is_next_paste_plain: Cell::new(false),
        paste_options: PasteOptions::new(store, text_area),
    });
    add_listeners(&editor, elements, &menu.cast());
    elements.panes.clone().child(menu);
    attach_preview(elements, editor.scroll_sync.clone());
    update_layout_on_change(&editor);
    let notes = elements.notes.clone();
    notes.child(editor.paste_options.view());
    elements.footer.clone().child(length_counter(store));
    elements.field.clone().child(dialog);
    attach_suggestions(elements);
    for index in elements.queued_commands.take() {
        editor.run_button(index);
    }
    // The text area may not be in the document yet.
    spawn_local(async move {
        task::tick().await;
        editor.text_area.fit_height();
    });
}

fn add_listeners(editor: &Rc<MessageEditor>, elements: &EditorElements, menu: &HtmlElement) {
    let add = |target: &HtmlElement, event, run: fn(&Rc<MessageEditor>, Event)| {
        let editor = editor.clone();
        listen(target, event, move |event| run(&editor, event));
    };
    let text_area = &elements.text_area;
    add(&elements.editor, "keydown", |editor, event| {
        editor.editor_key(event.unchecked_ref());
    });
    let (tabs, mode) = (elements.tabs.clone(), elements.mode);
    listen(&elements.tabs, "keydown", move |event| {
        select_tab(event.unchecked_ref(), &tabs, mode);
    });
    add(&elements.toolbar, "keydown", |editor, event| {
        editor.toolbar_key(event.unchecked_ref());
    });
    add(&elements.toolbar, "click", |editor, event| {
        editor.toolbar_click(&event);
    });
    add(menu, "keydown", |editor, event| {
        editor.more_menu.key(event.unchecked_ref());
    });
    add(menu, "click", |editor, event| editor.menu_click(&event));
    add(menu, "focusout", |editor, event| {
        editor.more_menu.focus_out(event.unchecked_ref());
    });
    add(text_area, "keydown", |editor, event| {
        editor.text_key(event.unchecked_ref());
    });
    add(text_area, "paste", |editor, event| {
        editor.paste(event.unchecked_ref());
    });
    add(text_area, "beforeinput", |editor, event| {
        editor.sanitize_paste(event.unchecked_ref());
    });
    add(text_area, "scroll", |editor, _| {
        editor.scroll_sync.follow(Pane::Text);
    });
    add(&elements.preview_frame, "scroll", |editor, _| {
        editor.scroll_sync.follow(Pane::Preview);
    });
    // For a text area in a shadow root, Chrome 156 dispatches `selectionchange` only for some
    // changes.
    for name in ["selectionchange", "keyup", "mouseup", "input"] {
        add(text_area, name, |editor, _| editor.update_active_commands());
    }
}

/// Moves the focus between the tabs. Arrow keys select immediately (ARIA tabs pattern).
fn select_tab(event: &KeyboardEvent, tabs: &HtmlElement, mode: ModeState) {
    let index = move_focus(event, tabs);
    if let Some(selected) = index.and_then(|index| EditorMode::ALL.get(index)) {
        mode.select(*selected);
    }
}

/// Updates the layout when the text or the mode changes.
fn update_layout_on_change(editor: &Rc<MessageEditor>) {
    let (store, mode, editor) = (editor.store, editor.mode, editor.clone());
    let scroll_sync = editor.scroll_sync.clone();
    render_effect(move || {
        mode.current();
        store.with_message(|_| ());
        scroll_sync.discard_measurements();
    });
    if TextArea::has_field_sizing() {
        return;
    }
    let text = |form: &Form| form.draft().message.clone();
    // Not on every change of the form: the layout of long text is slow.
    watch(
        move || (mode.current(), store.with_message(text)),
        move |_| editor.text_area.fit_height(),
    );
}
