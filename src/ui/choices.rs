//! What is chosen from a list: the department, the related service, the priority.

use super::field::{Labelled, Need, control_id, described_by, invalid};
use super::{store::Store, words};
use crate::form::{Draft, Edit, Event};
use crate::rules::Rules;
use crate::ticket::{DepartmentId, Field, Priority, Related};
use leptos::prelude::*;

/// One entry of a list: its value and its words.
type Choice = (String, String);

/// Where the ticket goes. A guest is not shown what takes clients only.
#[component]
pub fn Department() -> impl IntoView {
    let store = Store::of_context();
    let offered = |rules: &Rules| {
        let signed_in = rules.requester.is_some();
        let open = rules
            .departments
            .iter()
            .filter(|d| signed_in || !d.clients_only);
        let choices = open.map(|d| (d.id.to_string(), d.name.clone()));
        std::iter::once((String::new(), words::CHOOSE_DEPARTMENT.into()))
            .chain(choices)
            .collect()
    };
    let hint = move || {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            Some(department.description.clone()).filter(|text| !text.is_empty())
        })
    };
    let hint = Memo::new(move |_| hint());
    view! { class="ot",
        <Labelled field=Field::Department>
            <Select
                field=Field::Department
                offered=offered
                chosen=|draft| draft.department.map(|id| id.to_string()).unwrap_or_default()
                edit=|value| Edit::Department(value.parse().ok().and_then(DepartmentId::new))
            />
            {move || hint.get().map(|text| view! { class="ot", <p class="hint">{text}</p> })}
        </Labelled>
    }
}

/// What the ticket is about; nothing is shown where there is nothing to choose.
#[component]
pub fn RelatedService() -> impl IntoView {
    let store = Store::of_context();
    let any = store.once(|form| form.rules().is_some_and(|rules| !rules.related.is_empty()));
    let offered = |rules: &Rules| {
        let choices = rules.related.iter().map(|choice| {
            let status = match choice.status.as_str() {
                "" => String::new(),
                status => format!(" ({status})"),
            };
            (
                choice.related.to_string(),
                format!("{}{status}", choice.name),
            )
        });
        std::iter::once((String::new(), words::NO_RELATED.into()))
            .chain(choices)
            .collect()
    };
    any.then(|| {
        view! { class="ot",
            <Labelled field=Field::Related need=Need::Optional>
                <Select
                    field=Field::Related
                    offered=offered
                    chosen=|draft| draft.related.map(|related| related.to_string()).unwrap_or_default()
                    edit=|value| Edit::Related(Related::parse(&value))
                />
            </Labelled>
        }
    })
}

/// How urgent it is.
#[component]
pub fn PriorityChoice() -> impl IntoView {
    let offered = |rules: &Rules| {
        let choice = |p: &Priority| (p.as_str().to_owned(), words::priority(*p).to_owned());
        rules.priorities.iter().map(choice).collect()
    };
    view! { class="ot",
        <Labelled field=Field::Priority>
            <Select
                field=Field::Priority
                offered=offered
                chosen=|draft| draft.priority.as_str().to_owned()
                edit=|value| Edit::Priority(Priority::parse(&value).unwrap_or_default())
            />
        </Labelled>
    }
}

/// The browser's own list: it is what a phone, a screen reader and a keyboard know best.
#[component]
fn Select(
    /// Which field.
    field: Field,
    /// What there is to choose.
    offered: fn(&Rules) -> Vec<Choice>,
    /// What is chosen.
    chosen: fn(&Draft) -> String,
    /// What choosing a value means.
    edit: fn(String) -> Edit,
) -> impl IntoView {
    let store = Store::of_context();
    let now = Memo::new(move |_| store.with(|form| chosen(form.draft())));
    let choices = store
        .once(|form| form.rules().map(offered))
        .unwrap_or_default();
    let options = choices.into_iter().map(|(value, text)| {
        let this = value.clone();
        view! { class="ot",
            <option value=value prop:selected=move || *now.read() == this>{text}</option>
        }
    });
    view! { class="ot",
        <select
            id=control_id(field)
            aria-describedby=described_by(field, false)
            aria-invalid=invalid(field)
            on:change:target=move |event| store.dispatch(Event::Edited(edit(event.target().value())))
        >
            {options.collect_view()}
        </select>
    }
}
