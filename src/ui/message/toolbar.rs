//! The toolbar: one stop for Tab, a button a command (the ARIA pattern of toolbars).

use super::super::field::control_id;
use super::super::words;
use super::tools::{HELP_ICON, TOOLS, Tool};
use super::{Editor, View, roving};
use crate::ticket::Field;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

/// A button for each command, and one for help. It is not there where nothing can be written.
#[component]
pub fn Toolbar(
    /// What they work on.
    editor: Editor,
) -> impl IntoView {
    let stop = editor.stop;
    let key_down = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            editor.area.focus();
        } else if let Some(next) = editor
            .tools
            .get_untracked()
            .and_then(|bar| roving::moved(&event, &bar))
        {
            stop.set(next);
        }
    };
    // Or a press would take the focus, and the selection on a phone, from the text.
    let keep_focus = move |event: MouseEvent| event.prevent_default();
    let tabindex =
        move |place| Signal::derive(move || if stop.get() == place { "0" } else { "-1" });
    let button = move |(place, tool): (usize, &'static Tool)| {
        let name = words::tool(tool.command, &tool.keys.shown(editor.platform));
        let pressed = Signal::derive(move || match editor.applied.read()[place] {
            true => "true",
            false => "false",
        });
        view! { class="ot",
            <button
                type="button"
                class="tool"
                title=name.clone()
                aria-label=name
                aria-keyshortcuts=tool.keys.announced(editor.platform)
                aria-pressed=pressed
                tabindex=tabindex(place)
                on:click=move |_| {
                    stop.set(place);
                    editor.run(tool.command);
                }
            >
                <Icon strokes=tool.icon />
            </button>
        }
    };
    view! { class="ot",
        <div
            class="tools"
            role="toolbar"
            aria-label=words::FORMATTING
            aria-controls=control_id(Field::Message)
            node_ref=editor.tools
            hidden=editor.views.is_only(View::Preview)
            on:keydown=key_down
            on:mousedown=keep_focus
        >
            {TOOLS.iter().enumerate().map(button).collect_view()}
            <button
                type="button"
                class="tool"
                title=words::HELP
                aria-label=words::HELP
                aria-haspopup="dialog"
                tabindex=tabindex(TOOLS.len())
                on:click=move |_| editor.show_help()
            >
                <Icon strokes=HELP_ICON />
            </button>
        </div>
    }
}

impl Editor {
    /// Moves the focus to the button that had it last.
    pub fn focus_tools(self) {
        let place = u32::try_from(self.stop.get_untracked()).unwrap_or(0);
        let button = self
            .tools
            .get_untracked()
            .and_then(|bar| bar.children().item(place));
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

#[component]
fn Icon(
    /// Its strokes, on 20 by 20.
    strokes: &'static str,
) -> impl IntoView {
    view! { class="ot",
        <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d=strokes></path>
        </svg>
    }
}
