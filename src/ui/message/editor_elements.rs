//! The elements of the message editor. The main chunk creates them; the editor chunk attaches the
//! editor to them.

use super::editor_mode::ModeState;
use super::keyboard::KeyboardKind;
use crate::ui::dom::El;
use crate::ui::runtime::store::Store;
use std::{cell::RefCell, rc::Rc};
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// Commands that were run before the editor chunk was loaded: indexes of their buttons in the
/// toolbar.
pub type QueuedCommands = Rc<RefCell<Vec<usize>>>;

/// The elements and the shared state of the message editor.
#[derive(Clone)]
pub struct EditorElements {
    pub store: Store,
    pub keyboard: KeyboardKind,
    pub mode: ModeState,
    /// The field, which the dialog is appended to.
    pub field: El,
    /// Contains all elements except the field.
    pub editor: HtmlElement,
    /// The tabs for the editor's mode.
    pub tabs: HtmlElement,
    pub toolbar: HtmlElement,
    /// The parent of text and preview, which the menu of rarer tools is appended to.
    pub panes: El,
    pub text_area: HtmlTextAreaElement,
    /// A hidden copy of the text, for measurements: a text area does not report the positions of
    /// its lines.
    pub mirror: HtmlElement,
    /// The scroll container of the preview.
    pub preview_frame: HtmlElement,
    pub preview: El,
    /// The parent of the preview's blocks.
    pub preview_blocks: HtmlElement,
    /// Notes such as the paste options, below the panes.
    pub notes: El,
    /// The length counter, below the notes.
    pub footer: El,
    /// The element below the editor and its attachments.
    pub below: El,
    pub queued_commands: QueuedCommands,
}
