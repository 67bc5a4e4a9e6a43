//! Everything that is wrong, in one box above the form (GOV.UK's error summary, inside a shadow
//! root). It takes the focus when it appears; each line leads to its field.

use super::dom::{El, classed, el};
use super::field::{adder_id, control_id, focus};
use super::{store::Store, words};
use crate::ticket::{Field, Problem, SendError};
use leptos::task;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is wrong.
#[derive(Clone, PartialEq)]
enum Wrong {
    Failure(SendError),
    Problems(Vec<Problem>),
}

/// Adds the box; nothing while nothing is wrong.
pub fn with_problems(form: El, store: Store) -> El {
    let wrong = move || {
        store.with(|form| match form.failure() {
            Some(failure) => Some(Wrong::Failure(failure.clone())),
            // What is wrong with files alone is told where they are, as long as nothing was sent.
            None if form.was_judged() && !form.problems().is_empty() => {
                Some(Wrong::Problems(form.problems().to_vec()))
            }
            None => None,
        })
    };
    form.some(wrong, move |wrong| match wrong {
        Wrong::Failure(failure) => {
            let (heading, text) = words::failure(&failure);
            summary(heading, el("p").text(&text))
        }
        Wrong::Problems(problems) => {
            let lines = problems.iter().map(|problem| line(store, problem));
            summary(words::PROBLEMS, el("ul").children(lines))
        }
    })
}

/// The alert is inside of what takes the focus: NVDA reads one of two on the same element, never
/// both.
fn summary(heading: &str, rest: El) -> El {
    let alert = el("div").attr("role", "alert");
    classed("div", "summary")
        .attr("tabindex", "-1")
        .attr("part", "open-ticket-problems")
        .child(alert.child(el("h2").text(heading)).child(rest))
}

fn line(store: Store, problem: &Problem) -> El {
    let field = problem.field;
    let id = match field {
        Field::Files => adder_id(),
        field => control_id(field),
    };
    let asked = match field {
        Field::Custom(id) => store.once(|form| form.rules()?.question(id).cloned()),
        _ => None,
    };
    let text = words::complaint(field, asked.as_ref(), &problem.complaint);
    let to = format!("#{id}");
    let link = el("a").attr("href", &to).text(&text);
    // The link's own way ends at the shadow root: `#id` is looked for in the page.
    let follow = {
        let link: Element = link.node().clone();
        move |event: web_sys::Event| {
            event.prevent_default();
            store.lead_to(field);
            let form = link.closest(".open-ticket").ok().flatten();
            let control = form.and_then(|form| form.query_selector(&to).ok()?);
            if let Some(control) = control {
                // A control that was put away is shown first.
                task::spawn_local(async move {
                    task::tick().await;
                    focus(control.unchecked_ref());
                });
            }
        }
    };
    el("li").child(link.on("click", follow))
}
