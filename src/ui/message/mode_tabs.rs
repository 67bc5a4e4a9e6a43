//! The tabs for the editor's mode (ARIA tabs pattern). The editor chunk adds the arrow keys.

use super::editor_mode::{EditorMode, ModeState};
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::text;

/// Id of the tab panel.
pub const PANEL_ID: &str = "open-ticket-panes";

/// Creates the tabs, and observes the width of the form that contains the editor.
pub fn mode_tabs(mode: ModeState, editor: &El) -> El {
    mode.observe_width(editor.node());
    el("div")
        .class("tabs")
        .attr("role", "tablist")
        .attr("aria-label", strings::VIEW_NAME)
        .children(EditorMode::ALL.map(|tab_mode| tab(mode, tab_mode)))
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
