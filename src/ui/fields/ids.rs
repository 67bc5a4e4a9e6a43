//! Element ids of the fields' controls, hints and errors, and of the buttons for files.

use crate::form::FileId;
use crate::ticket::Field;

/// Returns the id of a field's control.
pub fn control_id(field: Field) -> String {
    match field {
        Field::Name => "open-ticket-name".into(),
        Field::Email => "open-ticket-email".into(),
        Field::Department => "open-ticket-department".into(),
        Field::Related => "open-ticket-related".into(),
        Field::Priority => "open-ticket-priority".into(),
        Field::Subject => "open-ticket-subject".into(),
        Field::Message => "open-ticket-message".into(),
        Field::Files => "open-ticket-files".into(),
        Field::Custom(id) => format!("open-ticket-custom-{id}"),
    }
}

/// Returns the id of a field's error message.
pub fn error_id(field: Field) -> String {
    format!("{}-error", control_id(field))
}

/// Returns the id of a field's hint.
pub fn hint_id(field: Field) -> String {
    format!("{}-hint", control_id(field))
}

/// Returns the id of a radio button. The first one is the field's control: links to the field lead to
/// it.
pub fn radio_id(field: Field, index: usize, value: &str) -> String {
    match index {
        0 => control_id(field),
        _ => [&control_id(field), "-", value].concat(),
    }
}

/// Returns the id of the button that removes a file.
pub fn remove_file_button_id(file: FileId) -> String {
    format!("open-ticket-remove-{}", file.0)
}

/// Returns the id of the button that adds files.
pub fn add_files_button_id() -> String {
    format!("{}-add", control_id(Field::Files))
}
