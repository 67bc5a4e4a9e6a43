//! The toolbar's clicks, keys and active commands.

use super::help_dialog::open_help;
use super::message_editor::MessageEditor;
use super::roving_focus::move_focus;
use super::toolbar_buttons::{COMMANDS, MORE_INDEX};
use super::toolbar_view::clicked_index;
use crate::editor::AppliedCommands;
use std::{rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// Delay after a change of the selection before the active commands are updated.
const UPDATE_DELAY: Duration = Duration::from_millis(100);

impl MessageEditor {
    /// Handles a key in the toolbar.
    pub fn toolbar_key(&self, event: &KeyboardEvent) {
        if event.key() == "Escape" {
            event.prevent_default();
            self.text_area.focus();
        } else if let Some(index) = move_focus(event, &self.toolbar) {
            self.set_tab_stop(index);
            self.scroll_into_view(index);
        } else if ["ArrowDown", "ArrowUp"].contains(&event.key().as_str())
            && self.more_menu.is_opened_by(event)
        {
            event.prevent_default();
            self.more_menu
                .open(self.active_commands.get(), event.key() == "ArrowUp");
        }
    }

    /// Handles a click on the toolbar.
    pub fn toolbar_click(&self, event: &Event) {
        if let Some(index) = clicked_index(&self.toolbar, event) {
            self.run_button(index);
        }
    }

    /// Runs the command of a button; the last two open the menu of rarer tools and the help.
    pub fn run_button(&self, index: usize) {
        match COMMANDS.get(index) {
            None if index == MORE_INDEX => self.more_menu.toggle(self.active_commands.get()),
            None => {
                let rules = self
                    .store
                    .with_untracked(|form| form.rules().map(|rules| rules.markdown));
                open_help(&self.help_dialog, rules.unwrap_or_default());
            }
            Some(command) => {
                self.set_tab_stop(index);
                self.run(command.command);
            }
        }
    }

    /// Runs the chosen command of the menu of rarer tools.
    pub fn menu_click(&self, event: &Event) {
        if let Some(command) = self.more_menu.clicked_command(event) {
            self.more_menu.close();
            self.run(command);
        }
    }

    /// Moves the focus to the toolbar's Tab stop.
    pub fn focus_toolbar(&self) {
        let is_visible = |index| self.button(index).is_some_and(|button| !button.hidden());
        if !is_visible(self.tab_stop.get()) {
            self.set_tab_stop(0);
        }
        if let Some(button) = self.button(self.tab_stop.get()) {
            let _ = button.focus();
        }
    }

    /// Updates the active commands at the selection, debounced.
    pub fn update_active_commands(self: &Rc<Self>) {
        let this = self.clone();
        self.active_commands_update.schedule(UPDATE_DELAY, move || {
            let active = this.text_area.read_stored(|selected| {
                let applied = AppliedCommands::at(selected);
                COMMANDS
                    .each_ref()
                    .map(|command| applied.contains(command.command))
            });
            if active != this.active_commands.replace(active) {
                this.show_active_commands(&active);
            }
        });
    }

    fn show_active_commands(&self, active: &[bool]) {
        for (index, is_active) in active.iter().enumerate() {
            let is_pressed = if *is_active { "true" } else { "false" };
            self.set_attribute(index, "aria-pressed", is_pressed);
        }
    }

    fn set_tab_stop(&self, index: usize) {
        self.set_attribute(self.tab_stop.replace(index), "tabindex", "-1");
        self.set_attribute(index, "tabindex", "0");
    }

    /// Scrolls the row of commands to a button: Chrome 156 does not scroll to a partly visible one.
    fn scroll_into_view(&self, index: usize) {
        let button = self.button(index);
        let row = button.as_ref().and_then(|button| button.parent_element());
        if let Some((button, row)) = button.zip(row) {
            let visible = row.get_bounding_client_rect();
            let button = button.get_bounding_client_rect();
            let before = (button.left() - visible.left()).min(0.0);
            let after = (button.right() - visible.right()).max(0.0);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "at most the width of a row"
            )]
            row.set_scroll_left(row.scroll_left() + (before + after).round() as i32);
        }
    }

    fn set_attribute(&self, index: usize, name: &str, value: &str) {
        if let Some(button) = self.button(index) {
            let _ = button.set_attribute(name, value);
        }
    }

    fn button(&self, index: usize) -> Option<HtmlElement> {
        let index = u32::try_from(index).ok()?;
        Some(
            self.toolbar
                .get_elements_by_tag_name("button")
                .item(index)?
                .unchecked_into(),
        )
    }
}
