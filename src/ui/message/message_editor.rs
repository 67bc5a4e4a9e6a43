//! The state of the message editor.

use super::editor_mode::ModeState;
use super::keyboard::KeyboardKind;
use super::more_menu::{ActiveCommands, MoreMenu};
use super::paste_options::PasteOptions;
use super::scroll_sync::ScrollSync;
use super::text_area::TextArea;
use crate::editor::{self, Command};
use crate::ui::dom::Debounce;
use crate::ui::runtime::store::Store;
use std::{cell::Cell, rc::Rc};
use web_sys::{HtmlDialogElement, HtmlElement};

/// The message editor: the state that keys, toolbar and pasting share.
pub struct MessageEditor {
    pub store: Store,
    pub keyboard: KeyboardKind,
    pub text_area: TextArea,
    pub mode: ModeState,
    pub scroll_sync: Rc<ScrollSync>,
    pub toolbar: HtmlElement,
    /// Index of the toolbar button that is the Tab stop.
    pub tab_stop: Cell<usize>,
    /// For each command, `true` if it is applied at the selection.
    pub active_commands: Cell<ActiveCommands>,
    pub active_commands_update: Debounce,
    pub help_dialog: HtmlDialogElement,
    pub more_menu: MoreMenu,
    /// `true` if the next paste is plain text.
    pub is_next_paste_plain: Cell<bool>,
    pub paste_options: PasteOptions,
}

impl MessageEditor {
    /// Toggles a command at the selection.
    pub fn run(&self, command: Command) {
        self.text_area
            .apply(|selected| Some(editor::apply(command, selected)));
    }
}
