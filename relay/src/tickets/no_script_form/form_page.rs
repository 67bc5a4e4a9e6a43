//! The page with the form.

use super::controls::{Control, Requirement};
use super::error_messages::ErrorSummary;
use super::form_values::FormValues;
use super::page_response::{page, page_status};
use super::text_area_heights::MESSAGE_ROWS;
use super::validate_form::FormError;
use crate::body::{ATTACHMENTS_FIELD, KEY_FIELD, OPEN_ANOTHER_FIELD, TOKEN_FIELD};
use crate::relative_links::link_to;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket::locale::template::{fill, prefix, suffix};
use open_ticket::locale::{self, strings};
use open_ticket::rules::{Department, RelatedChoice, Rules};
use open_ticket::ticket::{DepartmentId, DomainId, Field, Related, ServiceId};
use open_ticket::wire::parameter_names;

/// Returns the page with the form, its values, and the errors of the last submission.
pub fn form_page(rules: &Rules, values: &FormValues, error: Option<&FormError>) -> Response {
    FormPage::new(rules, values, error).respond(error)
}

/// Returns the page with a form that was sent, while the departments are not loaded. It can be sent
/// again without changes: choices that the page cannot offer are sent in hidden fields.
pub fn provisional_page(rules: &Rules, values: &FormValues, error: Option<&FormError>) -> Response {
    let form = FormPage {
        is_provisional: true,
        ..FormPage::new(rules, values, error)
    };
    form.respond(error)
}

/// Form with its rules, values and error.
pub(super) struct FormPage<'a> {
    pub(super) rules: &'a Rules,
    pub(super) values: &'a FormValues,
    pub(super) error: Option<ErrorSummary>,
    file_rules: String,
    /// `true` if the departments and the client's services are not known.
    is_provisional: bool,
}

impl<'a> FormPage<'a> {
    fn new(rules: &'a Rules, values: &'a FormValues, error: Option<&FormError>) -> Self {
        Self {
            rules,
            values,
            error: error.map(|error| ErrorSummary::new(error, rules, values)),
            file_rules: locale::file_rules(&rules.limits),
            is_provisional: false,
        }
    }
}

impl FormPage<'_> {
    fn respond(&self, error: Option<&FormError>) -> Response {
        let title = match (error, &self.values.open_ticket) {
            (Some(_), _) => fill(
                strings::NO_SCRIPT_FORM_TITLE_WITH_ERROR,
                &[("title", &strings::NO_SCRIPT_FORM_TITLE)],
            ),
            (None, Some(_)) => strings::NO_SCRIPT_FORM_SENT_AGAIN_HEADING.to_owned(),
            (None, None) => strings::NO_SCRIPT_FORM_TITLE.to_owned(),
        };
        let status = error.map_or(StatusCode::OK, |error| page_status(&error.error));
        page(status, &title, &self.render())
    }

    /// Returns `true` for a form that was sent before: the user left its empty fields empty.
    pub(super) const fn is_shown_again(&self) -> bool {
        self.error.is_some() || self.values.open_ticket.is_some()
    }

    fn render(&self) -> Markup {
        let key = self.values.key.map(|key| key.to_string());
        html! {
            main {
                h1 { (strings::NO_SCRIPT_FORM_TITLE) }
                (self.incident())
                (self.error_summary())
                (self.open_ticket_notice())
                form method="post" action=(link_to("form")) enctype="multipart/form-data" {
                    input type="hidden" name=(KEY_FIELD) value=(key.unwrap_or_default());
                    input type="hidden" name=(parameter_names::MARKDOWN) value="1";
                    @if !self.values.token.is_empty() {
                        input type="hidden" name=(TOKEN_FIELD) value=(self.values.token);
                    }
                    (self.requester())
                    (self.ticket_fields())
                    (self.submit_button())
                }
            }
        }
    }

    /// Renders the line about a known incident.
    fn incident(&self) -> Markup {
        html! {
            @if let Some(incident) = &self.rules.incident {
                p {
                    (prefix(strings::INCIDENT_KNOWN))
                    @match &incident.url {
                        Some(url) => a href=(url) { (incident.text) },
                        None => (incident.text),
                    }
                }
            }
        }
    }

    fn submit_button(&self) -> Markup {
        html! {
            @if self.values.open_ticket.is_some() {
                button type="submit" name=(OPEN_ANOTHER_FIELD) value="1" {
                    (strings::NO_SCRIPT_FORM_SENT_AGAIN_OPEN_ANOTHER)
                }
            } @else {
                button type="submit" { (strings::SENDING_SEND) }
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
            @for field in custom_fields.unwrap_or_default() {
                (self.custom_field(field))
            }
            (self.related())
            (self.control(Field::Priority).select(priorities))
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
        if self.is_provisional {
            return self.hidden_value(parameter_names::DEPARTMENT);
        }
        if let Some(department) = selected {
            return html! {
                p {
                    (prefix(strings::NO_SCRIPT_FORM_DEPARTMENT)) strong { (department.name) }
                    (suffix(strings::NO_SCRIPT_FORM_DEPARTMENT)) " "
                    a href=(link_to("form")) { (strings::NO_SCRIPT_FORM_CHANGE_DEPARTMENT) }
                }
                @if let Some(text) = locale::reply_time(department) { p.hint { (text) } }
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

    /// Keeps a value that a signed-in client chose, while WHMCS does not return the choices. A value
    /// that was refused is not kept, because the user could not correct it.
    fn kept_value(&self, name: &str) -> Markup {
        let is_signed_in = self.rules.requester.is_some() || !self.values.token.is_empty();
        let is_kept = is_signed_in && self.error_of(Field::Related).is_none();
        html! {
            @if is_kept && !self.values.value(name).is_empty() { (self.hidden_value(name)) }
        }
    }

    fn hidden_value(&self, name: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(self.values.value(name)); }
    }

    /// Renders one control for services and one for domains, which are different parameters.
    fn related(&self) -> Markup {
        if self.is_provisional {
            return html! {
                (self.hidden_value(parameter_names::SERVICE))
                (self.hidden_value(parameter_names::DOMAIN))
            };
        }
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
            @else { (self.kept_value(parameter_names::SERVICE)) }
            @if !domains.is_empty() { (render(parameter_names::DOMAIN, strings::NO_SCRIPT_FORM_RELATED_DOMAIN, domains)) }
            @else { (self.kept_value(parameter_names::DOMAIN)) }
        }
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

    pub(super) fn error_of(&self, field: Field) -> Option<&str> {
        self.error.as_ref()?.text_for(field)
    }

    fn value_or_default(&self, field: Field, name: &str) -> &str {
        match (field, self.values.value(name)) {
            (Field::Priority, "") => self.rules.default_priority.as_str(),
            // A message that was left empty stays empty.
            (Field::Message, "") if !self.is_shown_again() => {
                let department = self.selected_department().map(|department| department.id);
                self.rules.message_template(department)
            }
            (_, value) => value,
        }
    }
}
