//! Everything that is wrong, in one box above the form (GOV.UK's error summary, inside a shadow
//! root). It takes the focus when it appears; each line leads to its field.

use super::field::{adder_id, control_id, focus};
use super::{store::Store, words};
use crate::form::Form;
use crate::ticket::{Field, Problem};
use leptos::{prelude::*, task};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The box; nothing while nothing is wrong.
#[component]
pub fn Problems() -> impl IntoView {
    let store = Store::of_context();
    // What is wrong with files alone is told where they are, as long as nothing was sent.
    let problems = Memo::new(move |_| store.with(|form| form.problems().to_vec()));
    let failure = Memo::new(move |_| store.with(|form| form.failure().cloned()));
    let shown = Memo::new(move |_| store.with(Form::was_judged));
    move || {
        let (problems, failure) = (problems.get(), failure.get());
        if let Some(failure) = failure {
            let (heading, text) = words::failure(&failure);
            Some(view! { class="ot", <Summary heading><p>{text}</p></Summary> }.into_any())
        } else if shown.get() && !problems.is_empty() {
            let lines = problems
                .into_iter()
                .map(|problem| view! { class="ot", <Line problem /> });
            let lines = lines.collect_view();
            Some(
                view! { class="ot",
                    <Summary heading=words::PROBLEMS><ul>{lines}</ul></Summary>
                }
                .into_any(),
            )
        } else {
            None
        }
    }
}

/// The alert is inside of what takes the focus: NVDA reads one of two on the same element, never
/// both.
#[component]
fn Summary(
    /// What it is about.
    heading: &'static str,
    /// The rest.
    children: Children,
) -> impl IntoView {
    view! { class="ot",
        <div class="summary" tabindex="-1" part="open-ticket-problems">
            <div role="alert">
                <h2>{heading}</h2>
                {children()}
            </div>
        </div>
    }
}

#[component]
fn Line(
    /// What is wrong.
    problem: Problem,
) -> impl IntoView {
    let store = Store::of_context();
    let link = NodeRef::<leptos::html::A>::new();
    let id = match problem.field {
        Field::Files => adder_id(),
        field => control_id(field),
    };
    let asked = match problem.field {
        Field::Custom(id) => store.once(|form| form.rules()?.question(id).cloned()),
        _ => None,
    };
    let text = words::complaint(problem.field, asked.as_ref(), &problem.complaint);
    let href = format!("#{id}");
    // The link's own way ends at the shadow root: `#id` is looked for in the page.
    let follow = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        store.lead_to(problem.field);
        let form = link
            .get_untracked()
            .and_then(|link| link.closest(".open-ticket").ok()?);
        let control = form.and_then(|form| form.query_selector(&format!("#{id}")).ok()?);
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            // A control that was put away is shown first.
            task::spawn_local(async move {
                task::tick().await;
                focus(&control);
            });
        }
    };
    view! { class="ot", <li><a node_ref=link href=href on:click=follow>{text}</a></li> }
}
