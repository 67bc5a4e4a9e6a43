//! The mode of the message editor: write, preview, or both side by side.

use super::side_by_side_width::observe_width;
use crate::ui::platform;
use leptos::prelude::*;
use web_sys::Element;

/// Key of the selected mode in the browser's storage.
const STORAGE_KEY: &str = "open-ticket-view";

/// The panes that the message editor shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EditorMode {
    Write,
    Preview,
    Both,
}

impl EditorMode {
    /// All modes, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Write, Self::Preview, Self::Both];

    /// Returns the name, which is the CSS class and the stored value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Preview => "preview",
            Self::Both => "both",
        }
    }

    /// Returns the id of the mode's tab.
    pub fn tab_id(self) -> String {
        format!("open-ticket-view-{}", self.name())
    }
}

/// The selected mode, and the available width.
#[derive(Clone, Copy)]
pub struct ModeState {
    selected: RwSignal<EditorMode>,
    is_wide: RwSignal<bool>,
}

impl ModeState {
    /// Restores the mode of the last visit. A blank message does not open in the preview, which
    /// would be empty. Default: both.
    pub fn restore(is_blank: bool) -> Self {
        let name = platform::read_local_storage(STORAGE_KEY);
        let stored = EditorMode::ALL
            .into_iter()
            .find(|mode| Some(mode.name()) == name.as_deref());
        let selected = stored.filter(|mode| !(is_blank && *mode == EditorMode::Preview));
        Self {
            selected: RwSignal::new(selected.unwrap_or(EditorMode::Both)),
            is_wide: RwSignal::new(false),
        }
    }

    /// Returns the current mode (tracked): `Write` instead of `Both` if the form is too narrow.
    pub fn current(self) -> EditorMode {
        match self.selected.get() {
            EditorMode::Both if !self.is_wide.get() => EditorMode::Write,
            selected => selected,
        }
    }

    /// Returns `true` if the form is wide enough for both panes (tracked).
    pub fn is_wide(self) -> bool {
        self.is_wide.get()
    }

    /// Selects a mode, and stores it for the next visit.
    pub fn select(self, mode: EditorMode) {
        self.selected.set(mode);
        platform::write_local_storage(STORAGE_KEY, mode.name());
    }

    /// Shows the text if only the preview is shown.
    pub fn show_text(self) {
        if self.selected.get_untracked() == EditorMode::Preview {
            self.selected.set(EditorMode::Write);
        }
    }

    /// Toggles between text and preview, and returns the new mode. From both side by side, it
    /// toggles to the preview.
    pub fn toggle(self) -> EditorMode {
        let mode = match self.selected.get_untracked() {
            EditorMode::Preview => EditorMode::Write,
            _ => EditorMode::Preview,
        };
        self.select(mode);
        mode
    }

    /// Observes the width of the form that contains an element until the current `Owner` is
    /// cleaned up.
    pub fn observe_width(self, element: &Element) {
        observe_width(element, self.is_wide);
    }
}
