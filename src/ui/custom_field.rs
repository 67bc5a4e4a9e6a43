//! The department's own questions.

use super::field::{Labelled, Need, control_id, described_by, invalid};
use super::{store::Store, words};
use crate::form::{Edit, Event};
use crate::rules::{CustomField, FieldKind, TICKED};
use crate::ticket::Field;
use leptos::prelude::*;

/// All questions that the chosen department asks, given the answers so far. A question that
/// stays is not built anew, so nobody loses the focus to another one.
#[component]
pub fn Questions() -> impl IntoView {
    let store = Store::of_context();
    let asked = Memo::new(move |_| {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            let answers = form.draft().answers_to(department);
            Some(
                department
                    .asked(&answers)
                    .map(|field| field.id)
                    .collect::<Vec<_>>(),
            )
        })
    });
    view! { class="ot",
        <For each=move || asked.get().unwrap_or_default() key=|id| *id let(id)>
            {store.once(|form| form.rules()?.question(id).cloned()).map(|field| view! { class="ot", <Question field /> })}
        </For>
    }
}

#[component]
fn Question(
    /// The question.
    field: CustomField,
) -> impl IntoView {
    let need = if field.required {
        Need::Required
    } else {
        Need::Optional
    };
    let asked = Some(field.clone());
    let hint = field.help.clone();
    view! { class="ot",
        <Labelled field=Field::Custom(field.id) asked hint need>
            {match field.kind.clone() {
                FieldKind::Text => view! { class="ot", <Written field kind="text" /> }.into_any(),
                FieldKind::Link => view! { class="ot", <Written field kind="url" /> }.into_any(),
                FieldKind::Password => view! { class="ot", <Written field kind="password" /> }.into_any(),
                FieldKind::DropDown(options) => view! { class="ot", <DropDown field options /> }.into_any(),
                FieldKind::TickBox => view! { class="ot", <TickBox field /> }.into_any(),
                FieldKind::TextArea => view! { class="ot", <TextArea field /> }.into_any(),
            }}
        </Labelled>
    }
}

/// The answer as it stands, and the way to change it.
fn answer(field: &CustomField) -> (Memo<String>, impl Fn(String) + Copy + 'static) {
    let store = Store::of_context();
    let (id, default) = (field.id, field.default.clone());
    let now = Memo::new(move |_| {
        store.with(|form| form.draft().answers.get(id).unwrap_or(&default).to_owned())
    });
    (now, move |text| {
        store.dispatch(Event::Edited(Edit::Answer(id, text)))
    })
}

#[component]
fn Written(
    /// The question.
    field: CustomField,
    /// The `type` of the control.
    kind: &'static str,
) -> impl IntoView {
    let (now, set) = answer(&field);
    let (place, has_hint) = (Field::Custom(field.id), !field.help.is_empty());
    view! { class="ot",
        <input
            id=control_id(place)
            type=kind
            // Answers to a support desk's questions are nobody's saved logins.
            autocomplete=if kind == "password" { "new-password" } else { "off" }
            dir="auto"
            aria-describedby=described_by(place, has_hint)
            aria-invalid=invalid(place)
            prop:value=move || now.get()
            on:input:target=move |event| set(event.target().value())
        />
    }
}

#[component]
fn TextArea(
    /// The question.
    field: CustomField,
) -> impl IntoView {
    let (now, set) = answer(&field);
    let (place, has_hint) = (Field::Custom(field.id), !field.help.is_empty());
    view! { class="ot",
        <textarea
            id=control_id(place)
            rows="4"
            dir="auto"
            aria-describedby=described_by(place, has_hint)
            aria-invalid=invalid(place)
            prop:value=move || now.get()
            on:input:target=move |event| set(event.target().value())
        ></textarea>
    }
}

#[component]
fn DropDown(
    /// The question.
    field: CustomField,
    /// The answers that are offered.
    options: Vec<String>,
) -> impl IntoView {
    let (now, set) = answer(&field);
    let (place, has_hint) = (Field::Custom(field.id), !field.help.is_empty());
    let options = options.into_iter().map(|option| {
        let (this, text) = (option.clone(), option.clone());
        view! { class="ot",
            <option value=option prop:selected=move || *now.read() == this>{text}</option>
        }
    });
    view! { class="ot",
        <select
            id=control_id(place)
            aria-describedby=described_by(place, has_hint)
            aria-invalid=invalid(place)
            on:change:target=move |event| set(event.target().value())
        >
            <option value="" prop:selected=move || now.read().is_empty()>{words::CHOOSE}</option>
            {options.collect_view()}
        </select>
    }
}

#[component]
fn TickBox(
    /// The question.
    field: CustomField,
) -> impl IntoView {
    let (now, set) = answer(&field);
    let (place, has_hint) = (Field::Custom(field.id), !field.help.is_empty());
    let ticked = |on: bool| if on { TICKED.to_owned() } else { String::new() };
    view! { class="ot",
        <input
            id=control_id(place)
            type="checkbox"
            aria-describedby=described_by(place, has_hint)
            aria-invalid=invalid(place)
            prop:checked=move || *now.read() == TICKED
            on:change:target=move |event| set(ticked(event.target().checked()))
        />
    }
}
