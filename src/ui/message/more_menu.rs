//! The menu of rarer tools, which a narrow form shows instead of their buttons (ARIA menu button
//! pattern).

use super::roving_focus::move_focus_by;
use super::toolbar_buttons::{COMMANDS, MORE_INDEX, ToolbarCommand};
use super::toolbar_view::clicked_index;
use crate::editor::Command;
use crate::locale::strings;
use crate::ui::dom::{El, el, focus, icon};
use crate::ui::text;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

const MENU_ID: &str = "open-ticket-more-tools";

/// For each command of the toolbar, `true` if it is applied at the selection.
pub type ActiveCommands = [bool; COMMANDS.len()];

/// The menu, and the button that opens it.
pub struct MoreMenu {
    menu: HtmlElement,
    button: Option<HtmlElement>,
}

/// Creates the menu's element, which is closed at first.
pub fn menu_view() -> El {
    let item = |(_, command): (usize, &ToolbarCommand)| {
        el("button")
            .class("menu-item")
            .attr("type", "button")
            .attr("role", "menuitemcheckbox")
            .attr("tabindex", "-1")
            .child(icon(command.icon))
            .child(text::command_label(command.command))
    };
    el("div")
        .class("menu")
        .attr("id", MENU_ID)
        .attr("role", "menu")
        .attr("aria-label", strings::TOOLBAR_MORE)
        .attr("hidden", true)
        .children(rare_commands().map(item))
}

/// The commands of the menu, each with its index in the toolbar.
fn rare_commands() -> impl Iterator<Item = (usize, &'static ToolbarCommand)> {
    let commands = COMMANDS.iter().enumerate();
    commands.filter(|(_, command)| command.is_rare())
}

impl MoreMenu {
    /// Creates the value for a menu and the toolbar that contains its button.
    pub fn new(menu: &El, toolbar: &HtmlElement) -> Self {
        let index = u32::try_from(MORE_INDEX).unwrap_or_default();
        let button = toolbar.get_elements_by_tag_name("button").item(index);
        let button = button.map(JsCast::unchecked_into::<HtmlElement>);
        if let Some(button) = &button {
            let _ = button.set_attribute("aria-controls", MENU_ID);
        }
        Self {
            menu: menu.cast(),
            button,
        }
    }

    /// Returns `true` if an event's target is the button.
    pub fn is_opened_by(&self, event: &Event) -> bool {
        let target = event.target().map(JsCast::unchecked_into::<HtmlElement>);
        target.is_some() && target == self.button
    }

    /// Opens or closes the menu.
    pub fn toggle(&self, active: ActiveCommands) {
        match self.menu.hidden() {
            true => self.open(active, false),
            false => self.close_and_focus_button(),
        }
    }

    /// Opens the menu, and moves the focus to its first or last item.
    pub fn open(&self, active: ActiveCommands, focus_last: bool) {
        let items = self.menu.children();
        for (position, (index, _)) in (0..).zip(rare_commands()) {
            let is_checked = if active[index] { "true" } else { "false" };
            if let Some(item) = items.item(position) {
                let _ = item.set_attribute("aria-checked", is_checked);
            }
        }
        self.set_open(true);
        let position = match focus_last {
            true => items.length().saturating_sub(1),
            false => 0,
        };
        if let Some(item) = items.item(position) {
            focus(item.unchecked_ref());
        }
    }

    /// Closes the menu.
    pub fn close(&self) {
        self.set_open(false);
    }

    /// Returns the command of the clicked item.
    pub fn clicked_command(&self, event: &Event) -> Option<Command> {
        let position = clicked_index(&self.menu, event)?;
        let (_, command) = rare_commands().nth(position)?;
        Some(command.command)
    }

    /// Handles a key in the menu. Tab closes it and moves on.
    pub fn key(&self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                self.close_and_focus_button();
            }
            "Tab" => self.close(),
            _ => {
                move_focus_by(event, &self.menu, ["ArrowUp", "ArrowDown"]);
            }
        }
    }

    /// Closes the menu when the focus leaves it, except to the button: its click closes the menu.
    pub fn focus_out(&self, event: &FocusEvent) {
        let focused = event.related_target().map(JsCast::unchecked_into::<Node>);
        let button: Option<&Node> = self.button.as_ref().map(AsRef::as_ref);
        if !self.menu.contains(focused.as_ref()) && focused.as_ref() != button {
            self.close();
        }
    }

    fn close_and_focus_button(&self) {
        self.close();
        if let Some(button) = &self.button {
            focus(button);
        }
    }

    fn set_open(&self, is_open: bool) {
        self.menu.set_hidden(!is_open);
        if let Some(button) = &self.button {
            let expanded = if is_open { "true" } else { "false" };
            let _ = button.set_attribute("aria-expanded", expanded);
        }
    }
}
