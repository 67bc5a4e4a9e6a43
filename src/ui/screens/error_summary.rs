//! The error summary above the form (GOV.UK's pattern, in a shadow root).

use crate::form::{FileId, Form};
use crate::locale::{self, strings};
use crate::ticket::{Field, Problem, SendError};
use crate::ui::dom::{El, el, focus_with_label};
use crate::ui::fields::ids::{add_files_button_id, control_id, remove_file_button_id};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use leptos::{ev, task};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// Content of the summary.
#[derive(Clone, PartialEq)]
enum Summary {
    Failure(SendError),
    Problems(Vec<Problem>),
}

/// Adds the summary to the form. It exists while there are errors, receives the focus when it
/// appears, and links each error to its field.
pub fn with_error_summary(form: El, store: Store) -> El {
    let summary = move || {
        store.with(|form| match form.failure() {
            Some(failure) => Some(Summary::Failure(failure.clone())),
            // Before the first submission, file errors are shown only next to the files.
            None if form.was_rejected() && !form.problems().is_empty() => {
                Some(Summary::Problems(form.problems().to_vec()))
            }
            None => None,
        })
    };
    form.show_let(summary, move |summary| match summary {
        Summary::Failure(failure) => {
            let (heading, text) = text::submission_failure(&failure);
            summary_box(heading, el("p").child(text))
        }
        Summary::Problems(problems) => {
            let links = (0..problems.len()).map(|index| link(store, &problems, index));
            summary_box(strings::VIOLATION_HEADING, el("ul").children(links))
        }
    })
}

/// Creates the box. The alert is a child of the focused element: if both are the same element, NVDA
/// reads only one of them.
fn summary_box(heading: &str, content: El) -> El {
    let alert = el("div")
        .attr("role", "alert")
        .child(el("h2").child(heading))
        .child(content);
    el("div")
        .class("summary")
        .attr("tabindex", "-1")
        .attr("part", "open-ticket-errors")
        .child(alert)
}

fn link(store: Store, problems: &[Problem], index: usize) -> El {
    let Some(problem) = problems.get(index) else {
        return el("li");
    };
    let field = problem.field;
    let id = match field {
        Field::Files => {
            let file = store.with_untracked(|form| file_of(form, problems, index));
            file.map_or_else(add_files_button_id, remove_file_button_id)
        }
        field => control_id(field),
    };
    let custom_field = match field {
        Field::Custom(id) => store.with_untracked(|form| form.rules()?.custom_field(id).cloned()),
        _ => None,
    };
    let text = locale::violation(field, custom_field.as_ref(), &problem.violation);
    let selector = format!("#{id}");
    let link = el("a").attr("href", selector.clone()).child(text);
    // The browser looks for `#id` in the page, outside the shadow root.
    let follow = {
        let link: Element = link.node().clone();
        move |event: MouseEvent| {
            event.prevent_default();
            store.reveal_field(field);
            let form = link.closest(".open-ticket").ok().flatten();
            let control = form.and_then(|form| form.query_selector(&selector).ok()?);
            if let Some(control) = control {
                // A hidden control is shown first.
                task::spawn_local(async move {
                    task::tick().await;
                    focus_with_label(control.unchecked_ref());
                });
            }
        }
    };
    el("li").child(link.on(ev::click, follow))
}

/// Returns the file that a problem concerns; `None` if it concerns all files. Files with equal names
/// and violations have equal problems, in the order of the files.
fn file_of(form: &Form, problems: &[Problem], index: usize) -> Option<FileId> {
    let violation = &problems.get(index)?.violation;
    let earlier = problems[..index].iter();
    let position = earlier
        .filter(|other| other.violation == *violation)
        .count();
    let ids = form.draft().files.iter().map(|file| file.id);
    ids.filter(|id| form.file_violation(*id).as_ref() == Some(violation))
        .nth(position)
}
