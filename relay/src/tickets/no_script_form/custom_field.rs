//! The custom fields of the form.

use super::controls::{Control, Requirement};
use super::form_page::FormPage;
use super::text_area_heights::CUSTOM_FIELD_ROWS;
use maud::Markup;
use open_ticket::locale::strings;
use open_ticket::locale::template::fill;
use open_ticket::rules::{CustomField, FieldKind, TICK_BOX_ON};
use open_ticket::ticket::Field;

impl FormPage<'_> {
    /// Renders a custom field.
    pub(super) fn custom_field(&self, field: &CustomField) -> Markup {
        let name = format!("customfield[{}]", field.id);
        let hint = self.custom_field_hint(field);
        let control = Control {
            name: &name,
            label: &field.name,
            value: self.answer(field),
            hint: &hint,
            error: self.error_of(Field::Custom(field.id)),
            requirement: if field.required && field.shown_when.is_none() {
                Requirement::Required
            } else {
                Requirement::Optional
            },
        };
        match &field.kind {
            FieldKind::Text => control.input("text", None),
            FieldKind::Link => control.address_input("url", None),
            FieldKind::Password => control.input("password", Some("new-password")),
            FieldKind::TextArea => control.text_area(CUSTOM_FIELD_ROWS, None),
            FieldKind::TickBox => control.checkbox(TICK_BOX_ON),
            FieldKind::DropDown(options) => {
                let options = options.iter().map(|text| (text.as_str(), text.as_str()));
                control.select(
                    [("", strings::CHOICE_CUSTOM_FIELD)]
                        .into_iter()
                        .chain(options),
                )
            }
        }
    }

    /// Returns the answer to display. Passwords are never sent back to the browser.
    fn answer<'a>(&'a self, field: &'a CustomField) -> &'a str {
        match self.values.answers.get(field.id) {
            Some(_) if field.kind == FieldKind::Password => "",
            Some(answer) => answer,
            None if self.is_shown_again() || field.shown_when.is_some() => "",
            None => &field.default,
        }
    }

    /// Returns the hint of a custom field. Without scripts all fields are visible, so a conditional
    /// field states its condition.
    fn custom_field_hint(&self, field: &CustomField) -> String {
        let condition = field.shown_when.as_ref().and_then(|condition| {
            let controlling_field = self.rules.custom_field(condition.field)?;
            Some(fill(
                strings::NO_SCRIPT_FORM_ONLY_IF,
                &[
                    ("field", &controlling_field.name),
                    ("value", &condition.equals),
                ],
            ))
        });
        let parts = [condition.unwrap_or_default(), field.help.clone()];
        parts.join(" ").trim().to_owned()
    }
}
