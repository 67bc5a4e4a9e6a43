//! What makes the message's editor work: commands, keys, pasting, the preview. It is in the bundle's
//! second half, which nobody waits for who only looks at the form.

use super::area::Area;
use super::keys::Platform;
use super::long::Long;
use super::scroll::{Pane, Scroll};
use super::tools::TOOLS;
use super::views::Views;
use super::{Parts, count, help, preview};
use crate::editor::{self, Command};
use crate::form::Form;
use crate::ui::effects::spawn;
use crate::ui::watch::{listen, on_change};
use crate::ui::{pause::Pause, store::Store};
use leptos::{prelude::*, task};
use std::{cell::Cell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, HtmlElement};

/// How long the marks at a place are left alone while somebody moves on.
const QUIET: Duration = Duration::from_millis(100);

/// Which tools are applied.
type Applied = [bool; TOOLS.len()];

/// All that the editor's parts share.
pub struct Editor {
    pub(super) store: Store,
    pub(super) platform: Platform,
    pub(super) area: Area,
    pub(super) views: Views,
    pub(super) scroll: Scroll,
    pub(super) toolbar: HtmlElement,
    /// The tool that Tab leads to.
    pub(super) stop: Cell<usize>,
    /// Those that are applied at the selection.
    applied: Cell<Applied>,
    applying: Pause,
    pub(super) help: HtmlDialogElement,
    /// What is pasted next is to be pasted as it is.
    pub(super) plain: Cell<bool>,
    /// A long text that was pasted, as long as the message has it.
    pub(super) long: RwSignal<Option<Long>>,
}

/// Makes the parts of an editor work, for as long as the owner stands that this is called under.
pub fn make_work(parts: &Parts) {
    let store = parts.store;
    let dialog = help::dialog(parts.platform);
    let editor = Rc::new(Editor {
        store,
        platform: parts.platform,
        area: Area(parts.area.clone()),
        views: parts.views,
        scroll: Scroll::new(parts),
        toolbar: parts.toolbar.clone(),
        stop: Cell::new(0),
        applied: Cell::default(),
        applying: Pause::new(),
        help: dialog.as_a(),
        plain: Cell::new(false),
        long: RwSignal::new(None),
    });
    editor.hear(parts);
    editor.follow(parts);
    let offer = Editor::offer(&editor);
    parts.foot.clone().child(count::count(store));
    parts.below.clone().child(offer);
    parts.field.clone().child(dialog);
    for place in parts.early.take() {
        editor.use_tool(place);
    }
    // It may not be on the page yet.
    spawn(async move {
        task::tick().await;
        editor.area.grow();
    });
}

impl Editor {
    fn hear(self: &Rc<Self>, parts: &Parts) {
        let Parts {
            editor,
            toolbar,
            area,
            frame,
            ..
        } = parts;
        self.on(editor, "keydown", |this, event| {
            this.any_key(event.unchecked_ref())
        });
        self.on(toolbar, "keydown", |this, event| {
            this.toolbar_key(event.unchecked_ref())
        });
        self.on(toolbar, "click", |this, event| this.press(&event));
        self.on(area, "keydown", |this, event| {
            this.text_key(event.unchecked_ref())
        });
        self.on(area, "paste", |this, event| {
            this.paste(event.unchecked_ref())
        });
        self.on(area, "scroll", |this, _| Scroll::follow(this, Pane::Text));
        self.on(frame, "scroll", |this, _| {
            Scroll::follow(this, Pane::Preview)
        });
        // Chrome 156 tells a text area in a shadow root of some changes of the selection only.
        for name in ["selectionchange", "keyup", "mouseup", "input"] {
            self.on(area, name, |this, _| this.look());
        }
    }

    fn on(self: &Rc<Self>, target: &HtmlElement, event: &'static str, act: fn(&Rc<Self>, Event)) {
        let this = self.clone();
        listen(target, event, move |event| act(&this, event));
    }

    /// Follows the text and the views.
    fn follow(self: &Rc<Self>, parts: &Parts) {
        preview::follow(self, parts);
        let this = self.clone();
        let (store, views) = (self.store, self.views);
        let text = |form: &Form| form.draft().message.clone();
        // Most of what changes a form is elsewhere, and to lay out a long text takes its time.
        on_change(
            move || (views.shown(), store.with_message(text)),
            move |_| {
                this.scroll.forget();
                this.area.grow();
            },
        );
    }

    /// Applies a command to what is selected, or takes it back.
    pub(super) fn run(&self, command: Command) {
        self.area.apply(|at| Some(editor::apply(command, at)));
    }

    /// Looks anew which commands are applied where the selection is.
    fn look(self: &Rc<Self>) {
        let this = self.clone();
        self.applying.then(QUIET, move || {
            let now = |at: &editor::Selected| {
                TOOLS
                    .each_ref()
                    .map(|tool| editor::is_applied(tool.command, at))
            };
            let now = this.area.read(now);
            if now != this.applied.replace(now) {
                this.show_applied(&now);
            }
        });
    }
}
