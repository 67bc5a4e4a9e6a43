//! A field: its label, its hint, what is wrong with it, and its control.

use super::{store::Store, words};
use crate::form::{Draft, Edit, Event, FileId};
use crate::rules::{CustomField, FieldKind};
use crate::ticket::Field;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// The id of a field's control.
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

/// The id of the sentence that says what is wrong at a field.
pub fn error_id(field: Field) -> String {
    format!("{}-error", control_id(field))
}

/// The id of a field's hint.
pub fn hint_id(field: Field) -> String {
    format!("{}-hint", control_id(field))
}

/// The id of the button that takes a file out.
pub fn remove_id(file: FileId) -> String {
    format!("open-ticket-remove-{}", file.0)
}

/// The id of the button that adds files.
pub fn adder_id() -> String {
    format!("{}-add", control_id(Field::Files))
}

/// Moves the focus to a control that is where the person just was: the page stays in its place.
pub fn focus_in_place(control: &HtmlElement) {
    let _ = control.focus();
}

/// Moves the focus to a control and brings its label into view, too: a control whose label is
/// scrolled away is a box without a name.
pub fn focus(control: &HtmlElement) {
    let field = control.closest(".field").ok().flatten();
    field
        .as_ref()
        .unwrap_or(control)
        .scroll_into_view_with_bool(true);
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = control.focus_with_options(&options);
}

/// What a control names as its description: the hint and the complaint, whichever are there.
pub fn described_by(field: Field, has_hint: bool) -> impl Fn() -> Option<String> + Send + Copy {
    let complaint = Store::of_context().complaint(field);
    move || match (has_hint, complaint.read().is_some()) {
        (false, false) => None,
        (true, false) => Some(hint_id(field)),
        (false, true) => Some(error_id(field)),
        (true, true) => Some(format!("{} {}", hint_id(field), error_id(field))),
    }
}

/// Whether a field is wrong, as `aria-invalid` says it: only once it was judged (ARIA21).
pub fn invalid(field: Field) -> impl Fn() -> Option<&'static str> + Send + Copy {
    let complaint = Store::of_context().complaint(field);
    move || complaint.read().is_some().then_some("true")
}

/// A label, a hint and the complaint around a control.
#[component]
pub fn Labelled(
    /// Which field.
    field: Field,
    /// Its custom field, if it is one.
    #[prop(optional_no_strip)]
    asked: Option<CustomField>,
    /// A line about it; empty for none.
    #[prop(optional, into)]
    hint: String,
    /// Whether it may be left out.
    #[prop(default = Need::Required)]
    need: Need,
    /// The control.
    children: Children,
) -> impl IntoView {
    let complaint = Store::of_context().complaint(field);
    let tick = asked
        .as_ref()
        .is_some_and(|field| field.kind == FieldKind::TickBox);
    let name = asked
        .as_ref()
        .map_or_else(|| words::label(field).to_owned(), |f| f.name.clone());
    let said = move || {
        complaint.get().map(|complaint| {
            let text = words::complaint(field, asked.as_ref(), &complaint);
            view! { class="ot",
                <p class="error" id=error_id(field)>
                    <span class="unseen">{words::ERROR}</span>
                    {text}
                </p>
            }
        })
    };
    view! { class="ot",
        <div class="field" class:tick=tick class:wrong=move || complaint.read().is_some()>
            <label for=control_id(field)>{name} {need.mark()}</label>
            {(!hint.is_empty()).then(|| view! { class="ot", <p class="hint" id=hint_id(field)>{hint}</p> })}
            {said}
            {children()}
        </div>
    }
}

/// Whether a field may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

impl Need {
    fn mark(self) -> Option<impl IntoView> {
        (self == Self::Optional)
            .then(|| view! { class="ot", <span class="optional">{words::OPTIONAL}</span> })
    }
}

/// One line of text.
#[component]
pub fn Line(
    /// Which field.
    field: Field,
    /// The `type` of the control.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in (WCAG 1.3.5).
    autocomplete: &'static str,
    /// What is in it.
    text: fn(&Draft) -> &str,
    /// What it is to become.
    edit: fn(String) -> Edit,
) -> impl IntoView {
    let store = Store::of_context();
    view! { class="ot",
        <Labelled field>
            <input
                id=control_id(field)
                type=kind
                autocomplete=autocomplete
                spellcheck=if kind == "email" { "false" } else { "true" }
                dir="auto"
                aria-describedby=described_by(field, false)
                aria-invalid=invalid(field)
                prop:value=move || store.with(|form| text(form.draft()).to_owned())
                on:input:target=move |event| store.dispatch(Event::Edited(edit(event.target().value())))
            />
        </Labelled>
    }
}
