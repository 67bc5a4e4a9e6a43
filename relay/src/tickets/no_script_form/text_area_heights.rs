//! Heights of the text areas, in rows.

/// Height of the message box, in rows.
pub const MESSAGE_ROWS: u8 = 12;

/// Height of a custom field with several lines, in rows.
pub const CUSTOM_FIELD_ROWS: u8 = 4;
