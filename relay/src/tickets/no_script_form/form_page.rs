//! The page with the form.

use super::controls::{Control, Requirement};
use super::error_summary::ErrorSummary;
use super::form_values::FormValues;
use super::layout::{page, page_status};
use super::problems::FormError;
use crate::body::{ATTACHMENTS_FIELD, KEY_FIELD, TOKEN_FIELD};
use crate::links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket::locale::template::{fill, prefix, suffix};
use open_ticket::locale::{self, strings};
use open_ticket::rules::{CustomField, Department, FieldKind, RelatedChoice, Rules, TICK_BOX_ON};
use open_ticket::ticket::{DepartmentId, DomainId, Field, Related, ServiceId};
use open_ticket::wire::parameter_names;

/// Height of the message, in rows.
const MESSAGE_ROWS: u8 = 12;

/// Height of a custom field with several lines, in rows.
const CUSTOM_FIELD_ROWS: u8 = 4;

/// Returns the page with the form, its values, and the errors of the last submission.
pub fn form_page(rules: &Rules, values: &FormValues, error: Option<&FormError>) -> Response {
    let form = FormPage {
        rules,
        values,
        error: error.map(|error| ErrorSummary::new(error, rules, values)),
        file_rules: locale::file_rules(&rules.limits),
    };
    let title = strings::NO_SCRIPT_FORM_TITLE;
    let Some(error) = error else {
        return page(StatusCode::OK, title, &form.render());
    };
    let title = fill(
        strings::NO_SCRIPT_FORM_TITLE_WITH_ERROR,
        &[("title", &title)],
    );
    page(page_status(&error.error), &title, &form.render())
}

/// Form with its rules, values and error.
pub(super) struct FormPage<'a> {
    pub(super) rules: &'a Rules,
    pub(super) values: &'a FormValues,
    pub(super) error: Option<ErrorSummary>,
    file_rules: String,
}

impl FormPage<'_> {
    fn render(&self) -> Markup {
        let key = self.values.key.map(|key| key.to_string());
        html! {
            main {
                h1 { (strings::NO_SCRIPT_FORM_TITLE) }
                (self.error_summary())
                form method="post" action=(link_to("form")) enctype="multipart/form-data" {
                    input type="hidden" name=(KEY_FIELD) value=(key.unwrap_or_default());
                    input type="hidden" name=(parameter_names::MARKDOWN) value="1";
                    @if !self.values.token.is_empty() {
                        input type="hidden" name=(TOKEN_FIELD) value=(self.values.token);
                    }
                    (self.requester())
                    (self.ticket_fields())
                    button type="submit" { (strings::SENDING_SEND) }
                }
            }
        }
    }

    fn requester(&self) -> Markup {
        if let Some(client) = &self.rules.requester {
            let name = client.name.as_ref().map(|name| name.as_str());
            let person = name.or(client.email.as_ref().map(|email| email.as_str()));
            return html! {
                p { (locale::signed_in_prefix(client)) (person.unwrap_or_default()) }
            };
        }
        html! {
            (self.control(Field::Name).input("text", Some("name")))
            (self.control(Field::Email).address_input("email", Some("email")))
        }
    }

    fn ticket_fields(&self) -> Markup {
        let department = self.selected_department();
        let custom_fields = department.map(|department| department.fields.as_slice());
        let limits = &self.rules.limits;
        let priorities = self
            .rules
            .priorities
            .iter()
            .map(|priority| (priority.as_str(), locale::priority_label(*priority)));
        html! {
            (self.department(department))
            (self.related())
            (self.control(Field::Priority).select(priorities))
            @for field in custom_fields.unwrap_or_default() {
                (self.custom_field(field))
            }
            (self.control(Field::Subject).input("text", None))
            (self.control(Field::Message).text_area(MESSAGE_ROWS, Some(limits.message)))
            (self.control(Field::Files).file_input())
        }
    }

    pub(super) fn selected_department(&self) -> Option<&Department> {
        let id = self.values.value(parameter_names::DEPARTMENT).parse().ok();
        self.rules.department(id.and_then(DepartmentId::new)?)
    }

    /// Renders the selected department as text: other departments have other custom fields, so each
    /// has its own page.
    fn department(&self, selected: Option<&Department>) -> Markup {
        if let Some(department) = selected {
            return html! {
                p {
                    (prefix(strings::NO_SCRIPT_FORM_DEPARTMENT)) strong { (department.name) }
                    (suffix(strings::NO_SCRIPT_FORM_DEPARTMENT)) " "
                    a href=(link_to("form")) { (strings::NO_SCRIPT_FORM_CHANGE_DEPARTMENT) }
                }
                input type="hidden" name=(parameter_names::DEPARTMENT) value=(department.id);
            };
        }
        let departments = self.rules.departments.iter();
        let departments: Vec<_> = departments
            .filter(|department| !department.clients_only || self.rules.requester.is_some())
            .map(|department| (department.id.to_string(), department.name.as_str()))
            .collect();
        let options = departments.iter().map(|(id, name)| (id.as_str(), *name));
        self.control(Field::Department).select(options)
    }

    /// Renders one control for services and one for domains, which are different parameters.
    fn related(&self) -> Markup {
        let choices = |id_of: fn(&Related) -> Option<u32>| -> Vec<(String, &RelatedChoice)> {
            let all = self.rules.related.iter();
            all.filter_map(|choice| Some((id_of(&choice.related)?.to_string(), choice)))
                .collect()
        };
        let render = |name: &str, label: &str, choices: Vec<(String, &RelatedChoice)>| {
            let control = Control {
                name,
                label,
                value: self.values.value(name),
                hint: "",
                error: self.error_of(Field::Related),
                requirement: Requirement::Optional,
            };
            let options = choices
                .iter()
                .map(|(id, choice)| (id.as_str(), choice.name.as_str()));
            control.select([("", strings::CHOICE_RELATED)].into_iter().chain(options))
        };
        let (services, domains) = (
            choices(|related| related.service().map(ServiceId::get)),
            choices(|related| related.domain().map(DomainId::get)),
        );
        html! {
            @if !services.is_empty() { (render(parameter_names::SERVICE, strings::LABEL_RELATED, services)) }
            @if !domains.is_empty() { (render(parameter_names::DOMAIN, strings::NO_SCRIPT_FORM_RELATED_DOMAIN, domains)) }
        }
    }

    fn custom_field(&self, field: &CustomField) -> Markup {
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
            FieldKind::Password => control.input("password", Some("off")),
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
            None if self.error.is_some() || field.shown_when.is_some() => "",
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

    pub(super) fn control(&self, field: Field) -> Control<'_> {
        use Requirement::{Optional, Required};
        let (name, requirement) = match field {
            Field::Name => (parameter_names::NAME, Required),
            Field::Email => (parameter_names::EMAIL, Required),
            Field::Department => (parameter_names::DEPARTMENT, Required),
            Field::Related => (parameter_names::SERVICE, Optional),
            Field::Priority => (parameter_names::PRIORITY, Required),
            Field::Subject => (parameter_names::SUBJECT, Required),
            Field::Files => (ATTACHMENTS_FIELD, Optional),
            Field::Message | Field::Custom(_) => (parameter_names::MESSAGE, Required),
        };
        Control {
            name,
            label: locale::field_label(field),
            value: self.value_or_default(field, name),
            hint: match field {
                Field::Message => strings::MESSAGE_HINT,
                Field::Files => &self.file_rules,
                _ => "",
            },
            error: self.error_of(field),
            requirement,
        }
    }

    fn error_of(&self, field: Field) -> Option<&str> {
        self.error.as_ref()?.text_for(field)
    }

    fn value_or_default(&self, field: Field, name: &str) -> &str {
        match (field, self.values.value(name)) {
            (Field::Priority, "") => self.rules.default_priority.as_str(),
            (_, value) => value,
        }
    }
}
