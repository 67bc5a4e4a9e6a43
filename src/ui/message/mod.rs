//! The message: a native text area with a Markdown toolbar, shortcuts and a preview.
//!
//! The text area is the browser's own, so that spell check, dictation and input methods work. The
//! views are in the main chunk. [`attach_editor`], and everything that only it uses, is in the
//! editor chunk.

pub mod attach_editor;
mod early_shortcuts;
mod edit_history;
pub mod editor_elements;
mod editor_keys;
mod editor_mode;
mod help_dialog;
mod keyboard;
mod length_counter;
mod message_editor;
mod message_field;
mod mode_tabs;
mod more_menu;
mod paste;
mod paste_options;
mod pasted_log_file;
mod preview;
mod preview_limits;
mod preview_nodes;
mod roving_focus;
mod sanitize_paste;
mod scroll_sync;
mod side_by_side_width;
mod suggestions;
mod text_area;
mod toolbar_buttons;
mod toolbar_events;
mod toolbar_view;

pub use message_field::message_field;
