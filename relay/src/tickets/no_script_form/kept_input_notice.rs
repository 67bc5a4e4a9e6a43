//! Text about the content that a form keeps when it is shown again.

use super::form_values::FormValues;
use open_ticket::locale::strings;
use open_ticket::locale::template::fill_name;
use open_ticket::rules::{FieldKind, Rules};

/// Returns the text that states which content the form keeps, and which the user has to enter
/// again: files and passwords are never sent back to a browser.
pub fn kept_input_notice(rules: &Rules, values: &FormValues) -> String {
    let mut sentences = vec![match (values.has_text(), values.is_complete) {
        (true, true) => strings::NO_SCRIPT_FORM_KEPT.to_owned(),
        (true, false) => strings::NO_SCRIPT_FORM_KEPT_IN_PART.to_owned(),
        (false, true) => String::new(),
        (false, false) => strings::NO_SCRIPT_FORM_NOT_KEPT.to_owned(),
    }];
    for (id, answer) in values.answers.iter() {
        let field = rules.custom_field(id);
        let password = field.filter(|field| field.kind == FieldKind::Password);
        if let Some(password) = password.filter(|_| !answer.is_empty()) {
            let name = fill_name(strings::VIOLATION_FIELD_NAME, &password.name);
            sentences.push(fill_name(strings::NO_SCRIPT_FORM_ENTER_AGAIN, &name));
        }
    }
    if !values.files.is_empty() {
        sentences.push(strings::NO_SCRIPT_FORM_CHOOSE_FILES_AGAIN.to_owned());
    }
    sentences.join(" ").trim().to_owned()
}
