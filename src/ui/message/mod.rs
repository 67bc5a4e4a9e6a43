//! The message: a native text area, so that spell check, dictation and input methods work, what it
//! will look like, and what makes writing it easy.

mod area;
mod count;
mod help;
mod keys;
mod long;
mod paste;
mod rich;
mod roving;
mod scroll;
mod shortcuts;
mod toolbar;
mod tools;
mod views;

use super::field::{Labelled, control_id, described_by, hint_id, invalid};
use super::{effects::value, pause::Pause, preview::Preview, store::Store, words};
use crate::editor::{self, Command};
use crate::form::{Chosen, Edit, Event, Form};
use crate::ticket::Field;
use area::Area;
use keys::Platform;
use leptos::{
    html::{Dialog, Div, Textarea},
    prelude::*,
};
use scroll::{Pane, Scroll};
use std::time::Duration;
use tools::TOOLS;
use views::{PANEL, View, Views};

/// How long the marks at a place are left alone while somebody moves on.
const QUIET: Duration = Duration::from_millis(100);

/// All that the editor's parts share.
#[derive(Clone, Copy)]
pub struct Editor {
    store: Store,
    platform: Platform,
    area: Area,
    views: Views,
    scroll: Scroll,
    tools: NodeRef<Div>,
    /// The tool that Tab leads to.
    stop: RwSignal<usize>,
    /// Which tools are applied at the selection.
    applied: RwSignal<[bool; TOOLS.len()]>,
    applying: Pause,
    help: NodeRef<Dialog>,
    /// What is pasted next is to be pasted as it is.
    plain: StoredValue<bool>,
    long: RwSignal<Option<long::Long>>,
}

impl Editor {
    fn new(store: Store) -> Self {
        let area = NodeRef::<Textarea>::new();
        Self {
            store,
            platform: Platform::here(),
            area: Area(area),
            views: Views::recalled(store.once(|form| form.draft().message.is_empty())),
            scroll: Scroll::new(area),
            tools: NodeRef::new(),
            stop: RwSignal::new(0),
            applied: RwSignal::new([false; TOOLS.len()]),
            applying: Pause::new(),
            help: NodeRef::new(),
            plain: StoredValue::new(false),
            long: RwSignal::new(None),
        }
    }

    /// Applies a command to what is selected, or takes it back.
    fn run(self, command: Command) {
        self.area.apply(|at| Some(editor::apply(command, at)));
    }

    /// Looks anew which commands are applied where the selection is.
    fn look(self) {
        self.applying.then(QUIET, move || {
            let now = |at: &editor::Selected| {
                TOOLS
                    .each_ref()
                    .map(|tool| editor::is_applied(tool.command, at))
            };
            if let Some(now) = self
                .area
                .read(now)
                .filter(|now| *now != self.applied.get_untracked())
            {
                self.applied.set(now);
            }
        });
    }
}

/// The message's field.
#[component]
pub fn Message() -> impl IntoView {
    let store = Store::of_context();
    let editor = Editor::new(store);
    let text = Memo::new(move |_| store.with_message(|form| form.draft().message.clone()));
    Effect::new(move |_| {
        if store.led_to() == Some(Field::Message) {
            editor.views.show_text();
        }
    });
    view! { class="ot",
        <Labelled field=Field::Message>
            <div class="editor" on:keydown=move |event| editor.any_key(&event)>
                <div class="bar">
                    <views::Tabs views=editor.views />
                    <toolbar::Toolbar editor />
                </div>
                <Panes editor text />
                <long::LongPaste editor text />
                <div class="foot">
                    <p id=hint_id(Field::Message)>
                        {words::MARKDOWN_WORKS}
                        <span class="unseen">{words::TOOLS_AT}</span>
                    </p>
                    <count::Count />
                </div>
            </div>
            <help::Help editor />
        </Labelled>
    }
}

#[component]
fn Panes(
    /// Whose.
    editor: Editor,
    /// The message.
    text: Memo<String>,
) -> impl IntoView {
    let shown = move || editor.views.shown();
    // What nobody sees is not drawn.
    let drawn = Memo::new(move |before: Option<&String>| match shown() {
        View::Write => before.cloned().unwrap_or_default(),
        _ => text.get(),
    });
    let attached = Memo::new(move |_| {
        let name = |file: &Chosen| file.name.to_string();
        let names = |form: &Form| form.draft().files.iter().map(name).collect();
        editor.store.with(names)
    });
    let Scroll {
        mirror,
        frame,
        blocks,
        sources,
        ..
    } = editor.scroll;
    view! { class="ot",
        <div
            class=Signal::derive(move || format!("panes {}", shown().name()))
            id=PANEL
            role="tabpanel"
            aria-labelledby=Signal::derive(move || shown().tab())
        >
            <Text editor text />
            <div class="mirror" aria-hidden="true" node_ref=mirror></div>
            <div
                class="frame"
                node_ref=frame
                hidden=editor.views.is_only(View::Write)
                on:scroll=move |_| editor.scroll.follow(Pane::Preview)
            >
                <Preview text=drawn attached sources pane=blocks />
            </div>
        </div>
    }
}

#[component]
fn Text(
    /// Whose.
    editor: Editor,
    /// The message.
    text: Memo<String>,
) -> impl IntoView {
    let (store, area) = (editor.store, editor.area.0);
    // What the text area holds: to ask it for a long text takes longer than all else a key does.
    let held = StoredValue::new(String::new());
    // Writing the same text back would end an input method's composition (Safari 17).
    Effect::new(move |_| {
        if let Some(area) = area.get()
            && *held.read_value() != *text.read()
        {
            area.set_value(&text.read());
            held.set_value(text.get());
        }
    });
    Effect::new(move |_| {
        text.track();
        editor.views.shown();
        editor.scroll.forget();
        editor.area.grow();
    });
    let typed = move |text: String| {
        held.set_value(text.clone());
        store.dispatch(Event::Edited(Edit::Message(text)));
    };
    view! { class="ot",
        <textarea
            node_ref=area
            id=control_id(Field::Message)
            dir="auto"
            rows="10"
            hidden=editor.views.is_only(View::Preview)
            aria-describedby=described_by(Field::Message, true)
            aria-invalid=invalid(Field::Message)
            on:keydown=move |event| editor.text_key(&event)
            on:paste=move |event| editor.paste(&event)
            on:scroll=move |_| editor.scroll.follow(Pane::Text)
            // Chrome 156 tells a text area in a shadow root of some of them only.
            on:selectionchange=move |_| editor.look()
            on:keyup=move |_| editor.look()
            on:mouseup=move |_| editor.look()
            on:input:target=move |event| {
                typed(value(&event.target()));
                editor.look();
            }
        ></textarea>
    }
}
