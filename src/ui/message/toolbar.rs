//! The toolbar: one stop for Tab, a button a command (the ARIA pattern of toolbars).

use super::super::dom::{El, classed, icon};
use super::super::field::control_id;
use super::super::words;
use super::editor::Editor;
use super::keys::Platform;
use super::roving;
use super::tools::{HELP_ICON, TOOLS};
use super::views::{View, Views};
use super::{Early, second};
use crate::ticket::Field;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

/// A button for each command, and one for help. It is not there where nothing can be written.
pub fn toolbar(platform: Platform, views: Views, early: Early) -> El {
    let tools = TOOLS.iter().map(|tool| {
        let name = words::tool(tool.command, &tool.keys.shown(platform));
        button(&name, tool.icon)
            .attr("aria-keyshortcuts", &tool.keys.announced(platform))
            .attr("aria-pressed", "false")
    });
    let help = button(words::HELP, HELP_ICON).attr("aria-haspopup", "dialog");
    let tools = tools.chain([help]).enumerate();
    let tools =
        tools.map(|(place, tool)| tool.attr("tabindex", if place == 0 { "0" } else { "-1" }));
    let toolbar = classed("div", "tools");
    let buttons = toolbar.node().clone();
    toolbar
        .attr("role", "toolbar")
        .attr("aria-label", words::FORMATTING)
        .attr("aria-controls", &control_id(Field::Message))
        .flag_by("hidden", move || views.shown() == View::Preview)
        .children(tools)
        // Or a press would take the focus, and the selection on a phone, from the text.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |event| {
            if second::here().is_none() {
                early.borrow_mut().extend(pressed(&buttons, &event));
            }
        })
}

/// The place of the button that was pressed.
fn pressed(toolbar: &Element, event: &Event) -> Option<usize> {
    let target: Node = event.target()?.dyn_into().ok()?;
    let buttons = toolbar.children();
    let all = (0..buttons.length()).filter_map(|place| buttons.item(place));
    all.into_iter()
        .position(|button| button.contains(Some(&target)))
}

fn button(name: &str, strokes: &str) -> El {
    classed("button", "tool")
        .attr("type", "button")
        .attr("title", name)
        .attr("aria-label", name)
        .child(icon(strokes))
}

impl Editor {
    /// Does what a key is for in the toolbar.
    pub fn toolbar_key(&self, event: &KeyboardEvent) {
        if event.key() == "Escape" {
            event.prevent_default();
            self.area.focus();
        } else if let Some(next) = roving::moved(event, &self.toolbar) {
            self.stop_at(next);
        }
    }

    /// Does what the button is for that was pressed.
    pub fn press(&self, event: &Event) {
        if let Some(place) = pressed(&self.toolbar, event) {
            self.use_tool(place);
        }
    }

    /// Does what the button at a place is for.
    pub fn use_tool(&self, place: usize) {
        match TOOLS.get(place) {
            None => self.show_help(),
            Some(tool) => {
                self.stop_at(place);
                self.run(tool.command);
            }
        }
    }

    /// Moves the focus to the button that had it last.
    pub fn focus_tools(&self) {
        if let Some(button) = self.button(self.stop.get()) {
            let _ = button.focus();
        }
    }

    /// Shows which tools are applied.
    pub fn show_applied(&self, applied: &[bool]) {
        for (place, is_applied) in applied.iter().enumerate() {
            let pressed = if *is_applied { "true" } else { "false" };
            self.set(place, "aria-pressed", pressed);
        }
    }

    /// The tool that Tab leads to.
    fn stop_at(&self, place: usize) {
        self.set(self.stop.replace(place), "tabindex", "-1");
        self.set(place, "tabindex", "0");
    }

    fn set(&self, place: usize, name: &str, value: &str) {
        if let Some(button) = self.button(place) {
            let _ = button.set_attribute(name, value);
        }
    }

    fn button(&self, place: usize) -> Option<HtmlElement> {
        let place = u32::try_from(place).ok()?;
        self.toolbar.children().item(place)?.dyn_into().ok()
    }
}
