//! The error summary above the form (GOV.UK's pattern, in a shadow root).

use crate::locale::{self, strings};
use crate::ticket::{Field, Problem};
use crate::ui::dom::{El, el, focus_with_label, render_effect};
use crate::ui::fields::ids::{add_files_button_id, control_id};
use crate::ui::runtime::store::Store;
use leptos::prelude::*;
use leptos::{ev, task};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// A problem of the list, and `true` once it is solved.
type Entry = (Problem, bool);

/// Adds the summary to the form. It exists from a submission with problems to the next submission,
/// receives the focus when it appears, and links each problem to its field. Solved problems keep
/// their place: nothing below moves while a person types.
pub fn with_error_summary(form: El, store: Store) -> El {
    let entries = RwSignal::new(Vec::new());
    render_effect(move || {
        let next = store.with(|form| {
            // Before the first submission, file errors are shown only next to the files. The status
            // strip reports a failure.
            match form.was_rejected() && form.failure().is_none() {
                true => entries.with_untracked(|entries| merge(entries, form.problems())),
                false => Vec::new(),
            }
        });
        if entries.with_untracked(|entries| *entries != next) {
            entries.set(next);
        }
    });
    form.show(
        move || entries.with(|entries| !entries.is_empty()),
        move || summary_box(store, entries),
    )
}

/// Returns the previous problems, each solved or not, and then the new ones. A solved problem gives
/// way to another one of the same field.
fn merge(previous: &[Entry], current: &[Problem]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (old, _) in previous {
        let is_solved = !current.contains(old);
        if !is_solved || current.iter().all(|new| new.field != old.field) {
            entries.push((old.clone(), is_solved));
        }
    }
    for problem in current {
        if entries.iter().all(|(old, _)| old != problem) {
            entries.push((problem.clone(), false));
        }
    }
    entries
}

/// Creates the box. The alert is a child of the focused element: if both are the same element, NVDA
/// reads only one of them. Once all problems are solved, the box is no alert.
fn summary_box(store: Store, entries: RwSignal<Vec<Entry>>) -> El {
    let has_problem = move || entries.with(|entries| entries.iter().any(|(_, solved)| !solved));
    let heading = move || match has_problem() {
        true => strings::VIOLATION_HEADING,
        false => strings::VIOLATION_ALL_SOLVED,
    };
    let item = move |(problem, is_solved): Entry| entry(store, &problem, is_solved);
    let alert = el("div")
        .attr("role", move || has_problem().then_some("alert"))
        .child(el("h2").child(heading))
        .child(el("ul").keyed_list(move || entries.get(), item));
    el("div")
        .class("summary")
        .class(("all-solved", move || !has_problem()))
        .attr("tabindex", "-1")
        .attr("part", "open-ticket-errors")
        .child(alert)
}

fn entry(store: Store, problem: &Problem, is_solved: bool) -> El {
    let field = problem.field;
    let custom_field = match field {
        Field::Custom(id) => store.with_untracked(|form| form.rules()?.custom_field(id).cloned()),
        _ => None,
    };
    let text = locale::violation(field, custom_field.as_ref(), &problem.violation);
    if is_solved {
        return el("li").child(el("s").child(text));
    }
    let id = match field {
        Field::Files => add_files_button_id(),
        field => control_id(field),
    };
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
