//! The tabs for the editor's mode (ARIA tabs pattern; arrow keys select immediately).

use super::editor_mode::{EditorMode, ModeState};
use super::roving_focus::move_focus;
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::text;
use leptos::ev;
use web_sys::HtmlElement;

/// Id of the tab panel.
pub const PANEL_ID: &str = "open-ticket-panes";

/// Creates the tabs, and observes the width of the form that contains the editor.
pub fn mode_tabs(mode: ModeState, editor: &El) -> El {
    mode.observe_width(editor.node());
    let tabs = el("div")
        .class("tabs")
        .attr("role", "tablist")
        .attr("aria-label", strings::VIEW_NAME)
        .children(EditorMode::ALL.map(|tab_mode| tab(mode, tab_mode)));
    let group: HtmlElement = tabs.cast();
    tabs.on(ev::keydown, move |event| {
        let index = move_focus(&event, &group);
        if let Some(selected) = index.and_then(|index| EditorMode::ALL.get(index)) {
            mode.select(*selected);
        }
    })
}

fn tab(mode: ModeState, tab_mode: EditorMode) -> El {
    let if_selected = move |yes, no| {
        move || match mode.current() == tab_mode {
            true => yes,
            false => no,
        }
    };
    let select = move |_| mode.select(tab_mode);
    let is_hidden = move || tab_mode == EditorMode::Both && !mode.is_wide();
    button("tab", text::mode_tab_label(tab_mode.name()), select)
        .attr("role", "tab")
        .attr("id", tab_mode.tab_id())
        .attr("aria-controls", PANEL_ID)
        .attr("aria-selected", if_selected("true", "false"))
        .attr("tabindex", if_selected("0", "-1"))
        .attr("hidden", is_hidden)
}
