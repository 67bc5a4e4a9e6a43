//! The pages of a plain form.

use super::fields::{Control, Need};
use super::filled::Filled;
use super::words;
use crate::error::Refused;
use crate::intake::multipart::{FILES, KEY, TOKEN};
use crate::page::{self, Look};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use open_ticket::rules::{CustomField, Department, FieldKind, RelatedChoice, Rules, TICKED};
use open_ticket::ticket::{DepartmentId, Field, Related};
use open_ticket::wire::names;

/// The form, and why it is here again.
pub fn page(rules: &Rules, filled: &Filled, refused: Option<&Refused>) -> Response {
    let sentence = refused.map(|refused| words::sentence(refused, rules));
    let blamed = refused.and_then(words::field);
    let drawing = Drawing {
        rules,
        filled,
        blamed,
        sentence: sentence.as_deref(),
        limits: words::limits(&rules.limits),
    };
    let (status, title) = match refused {
        None => (StatusCode::OK, "Open a ticket"),
        // A page of 200 would say that all is well.
        Some(refused) if refused.status() == StatusCode::OK => {
            (StatusCode::UNPROCESSABLE_ENTITY, "Error: Open a ticket")
        }
        Some(refused) => (refused.status(), "Error: Open a ticket"),
    };
    page::page(status, title, Look::Form, &drawing.whole())
}

/// A form that is being drawn.
struct Drawing<'a> {
    rules: &'a Rules,
    filled: &'a Filled,
    blamed: Option<Field>,
    sentence: Option<&'a str>,
    limits: String,
}

impl Drawing<'_> {
    fn whole(&self) -> Markup {
        let department = self.department();
        html! {
            main.plain {
                h1 { "Open a ticket" }
                (self.summary())
                form method="post" action="/api/ticket" enctype="multipart/form-data" {
                    input type="hidden" name=(KEY)
                        value=(self.filled.key.map(|key| key.as_text()).unwrap_or_default());
                    input type="hidden" name=(names::MARKDOWN) value="1";
                    @if !self.filled.token.is_empty() {
                        input type="hidden" name=(TOKEN) value=(self.filled.token);
                    }
                    (self.who())
                    (self.what(department))
                    button type="submit" { "Send" }
                }
            }
        }
    }

    fn department(&self) -> Option<&Department> {
        let id = self.filled.value(names::DEPARTMENT).parse().ok();
        self.rules.department(id.and_then(DepartmentId::new)?)
    }

    /// What is wrong, before everything else, with the way to it.
    fn summary(&self) -> Markup {
        let Some(sentence) = self.sentence else {
            return html! {};
        };
        let place = self.blamed.map(|field| match field {
            Field::Custom(id) => format!("#customfield{id}"),
            field => format!("#{}", self.control(field).id()),
        });
        html! {
            div.summary role="alert" {
                h2 { "Your ticket is not open yet" }
                p {
                    @match place {
                        Some(place) => a href=(place) { (sentence) },
                        None => (sentence),
                    }
                }
                p { "Everything you wrote is still here. Files have to be chosen again." }
            }
        }
    }

    fn who(&self) -> Markup {
        if let Some(known) = &self.rules.requester {
            let name = known.name.as_ref().map(|name| name.as_str());
            return html! {
                p { "You are signed in" @if let Some(name) = name { " as " (name) } "." }
            };
        }
        html! {
            (self.control(Field::Name).input("text", Some("name")))
            (self.control(Field::Email).input("email", Some("email")))
        }
    }

    fn what(&self, department: Option<&Department>) -> Markup {
        let limits = &self.rules.limits;
        let priorities = self
            .rules
            .priorities
            .iter()
            .map(|p| (p.as_str(), p.as_str()));
        html! {
            (self.whom(department))
            (self.related())
            (self.control(Field::Priority).select(priorities))
            @for question in department.map(|d| d.fields.as_slice()).unwrap_or_default() {
                (self.question(question))
            }
            (self.control(Field::Subject).input("text", None))
            (self.control(Field::Message).text_area(12, Some(limits.message)))
            (self.control(Field::Files).files())
        }
    }

    /// A department asks questions of its own, which stand below: another one is another form.
    fn whom(&self, department: Option<&Department>) -> Markup {
        if let Some(department) = department {
            return html! {
                p { "For " strong { (department.name) } ". "
                    a href="/api/ticket/form" { "Choose another department" } }
                input type="hidden" name=(names::DEPARTMENT) value=(department.id);
            };
        }
        let departments = self.rules.departments.iter();
        let departments: Vec<_> = departments
            .filter(|d| !d.clients_only || self.rules.requester.is_some())
            .map(|d| (d.id.to_string(), d.name.as_str()))
            .collect();
        let options = departments.iter().map(|(id, name)| (id.as_str(), *name));
        self.control(Field::Department).select(options)
    }

    /// One field of the wire is for services, the other for domains.
    fn related(&self) -> Markup {
        let of = |which: fn(&Related) -> Option<u32>| -> Vec<(String, &RelatedChoice)> {
            let all = self.rules.related.iter();
            all.filter_map(|choice| Some((which(&choice.related)?.to_string(), choice)))
                .collect()
        };
        let draw = |name: &str, label: &str, choices: Vec<(String, &RelatedChoice)>| {
            let control = Control {
                name,
                label,
                value: self.filled.value(name),
                hint: "",
                problem: self
                    .sentence
                    .filter(|_| self.blamed == Some(Field::Related)),
                need: Need::Optional,
            };
            let choices = choices
                .iter()
                .map(|(id, one)| (id.as_str(), one.name.as_str()));
            control.select([("", "None")].into_iter().chain(choices))
        };
        let (services, domains) = (of(service), of(domain));
        html! {
            @if !services.is_empty() { (draw(names::SERVICE, "Related service", services)) }
            @if !domains.is_empty() { (draw(names::DOMAIN, "Related domain", domains)) }
        }
    }

    fn question(&self, question: &CustomField) -> Markup {
        let name = format!("customfield[{}]", question.id);
        let (value, hint) = (self.answer(question), self.hint(question));
        let control = Control {
            name: &name,
            label: &question.name,
            value,
            hint: &hint,
            problem: self
                .sentence
                .filter(|_| self.blamed == Some(Field::Custom(question.id))),
            need: if question.required && question.shown_when.is_none() {
                Need::Required
            } else {
                Need::Optional
            },
        };
        match &question.kind {
            FieldKind::Text => control.input("text", None),
            FieldKind::Link => control.input("url", None),
            FieldKind::Password => control.input("password", Some("off")),
            FieldKind::TextArea => control.text_area(4, None),
            FieldKind::TickBox => control.tick_box(TICKED),
            FieldKind::DropDown(options) => {
                let options = options.iter().map(|text| (text.as_str(), text.as_str()));
                control.select([("", "Choose")].into_iter().chain(options))
            }
        }
    }

    /// A password is written anew rather than sent back through the page.
    fn answer<'a>(&'a self, question: &'a CustomField) -> &'a str {
        match self.filled.answers.get(question.id) {
            Some(_) if question.kind == FieldKind::Password => "",
            Some(answer) => answer,
            None if self.sentence.is_some() || question.shown_when.is_some() => "",
            None => &question.default,
        }
    }

    /// Without a script every question stands there, so one that depends says on what.
    fn hint(&self, question: &CustomField) -> String {
        let when = question.shown_when.as_ref().and_then(|when| {
            let other = self.rules.question(when.field)?;
            Some(format!("Only if “{}” is “{}”.", other.name, when.equals))
        });
        let parts = [when.unwrap_or_default(), question.help.clone()];
        parts.join(" ").trim().to_owned()
    }

    fn control(&self, field: Field) -> Control<'_> {
        let (name, label, need) = match field {
            Field::Name => (names::NAME, "Your name", Need::Required),
            Field::Email => (names::EMAIL, "Your email", Need::Required),
            Field::Department => (names::DEPARTMENT, "Department", Need::Required),
            Field::Related => (names::SERVICE, "Related service", Need::Optional),
            Field::Priority => (names::PRIORITY, "Priority", Need::Required),
            Field::Subject => (names::SUBJECT, "Subject", Need::Required),
            Field::Files => (FILES, "Files", Need::Optional),
            Field::Message | Field::Custom(_) => (names::MESSAGE, "Message", Need::Required),
        };
        Control {
            name,
            label,
            value: self.shown_value(field, name),
            hint: match field {
                Field::Message => "You can use Markdown.",
                Field::Files => &self.limits,
                _ => "",
            },
            problem: self.sentence.filter(|_| self.blamed == Some(field)),
            need,
        }
    }

    fn shown_value(&self, field: Field, name: &str) -> &str {
        match (field, self.filled.value(name)) {
            (Field::Priority, "") => self.rules.default_priority.as_str(),
            (_, value) => value,
        }
    }
}

fn service(related: &Related) -> Option<u32> {
    match related {
        Related::Service(id) => Some(id.get()),
        Related::Domain(_) => None,
    }
}

fn domain(related: &Related) -> Option<u32> {
    match related {
        Related::Domain(id) => Some(id.get()),
        Related::Service(_) => None,
    }
}
