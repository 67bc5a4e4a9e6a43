//! The error summary above the form (GOV.UK's pattern, in a shadow root).

use crate::form::{Announcement, FileId, Form};
use crate::locale::{self, strings};
use crate::ticket::{Field, Problem};
use crate::ui::dom::{Debounce, El, el, focus_with_label, render_effect, watch};
use crate::ui::fields::ids::{add_files_button_id, control_id, remove_file_button_id};
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::*;
use leptos::{ev, task};
use std::mem;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// Pause in typing after which it is announced that all problems are resolved.
const ANNOUNCEMENT_DELAY: Duration = Duration::from_secs(1);

/// A problem of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry {
    problem: Problem,
    /// File that the problem concerns. `None` if it concerns all files or another field.
    file: Option<FileId>,
    is_resolved: bool,
}

/// Adds the summary to the form. It exists from a submission with problems to the next submission,
/// receives the focus when it appears, and links each problem to its field. Resolved problems keep
/// their place, so that typing causes no layout shift.
pub fn with_error_summary(form: El, store: Store) -> El {
    let entries = RwSignal::new(Vec::new());
    let mut shown = None;
    render_effect(move || {
        let next = store.with(|form| {
            let rejection = form.rejection();
            let is_same = mem::replace(&mut shown, rejection) == rejection;
            // Before the first submission, file errors are shown only next to the files. The status
            // bar reports a failure.
            match rejection.is_some() && form.failure().is_none() {
                true if is_same => {
                    entries.with_untracked(|entries| merge(entries, current_entries(form)))
                }
                true => current_entries(form),
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

/// Returns the previous problems, each resolved or not, and then the new ones. A resolved problem
/// is replaced by a new one of the same field.
fn merge(previous: &[Entry], current: Vec<Entry>) -> Vec<Entry> {
    let is_same = |a: &Entry, b: &Entry| a.problem == b.problem && a.file == b.file;
    let mut entries: Vec<Entry> = Vec::new();
    for old in previous {
        let is_resolved = !current.iter().any(|new| is_same(new, old));
        let is_replaced = || {
            let mut fields = current.iter().map(|new| new.problem.field);
            fields.any(|field| field == old.problem.field)
        };
        if !is_resolved || !is_replaced() {
            entries.push(Entry {
                is_resolved,
                ..old.clone()
            });
        }
    }
    for new in current {
        if !entries.iter().any(|old| is_same(old, &new)) {
            entries.push(new);
        }
    }
    entries
}

/// Creates the box. The alert is a child of the focused element: if both are the same element, NVDA
/// reads only one of them. Once all problems are resolved, the box is not an alert. Changes are not
/// announced: an alert is read as a whole, so that each corrected field would repeat all others.
fn summary_box(store: Store, entries: RwSignal<Vec<Entry>>) -> El {
    let has_problem =
        move || entries.with(|entries| entries.iter().any(|entry| !entry.is_resolved));
    announce_resolved(store, has_problem);
    let heading = move || match has_problem() {
        true => strings::VIOLATION_HEADING,
        false => strings::VIOLATION_ALL_SOLVED,
    };
    let has_changed = move || entries.with(|entries| entries.iter().any(|entry| entry.is_resolved));
    let item = move |entry: Entry| summary_item(store, &entry);
    let alert = el("div")
        .attr("role", move || has_problem().then_some("alert"))
        .attr("aria-live", move || has_changed().then_some("off"))
        .child(el("h2").child(heading))
        .child(el("ul").keyed_list(move || entries.get(), item));
    el("div")
        .class("summary")
        .class(("all-resolved", move || !has_problem()))
        .attr("tabindex", "-1")
        .attr("part", "open-ticket-errors")
        .child(alert)
}

/// Announces that all problems are resolved, once, after a pause in typing: key presses interrupt
/// screen readers.
fn announce_resolved(store: Store, has_problem: impl Fn() -> bool + 'static) {
    let announcement = Debounce::new();
    watch(has_problem, move |has_problem| match has_problem {
        true => announcement.cancel(),
        false => announcement.schedule(ANNOUNCEMENT_DELAY, move || {
            store.announce(Announcement::ProblemsResolved);
        }),
    });
    render_effect(move || store.with_message(|_| announcement.postpone()));
}

fn summary_item(store: Store, entry: &Entry) -> El {
    let problem = &entry.problem;
    let field = problem.field;
    let custom_field = match field {
        Field::Custom(id) => store.with_untracked(|form| form.rules()?.custom_field(id).cloned()),
        _ => None,
    };
    let text = locale::violation(field, custom_field.as_ref(), &problem.violation);
    if entry.is_resolved {
        return el("li").child(el("s").child(text));
    }
    let id = match field {
        Field::Files => entry
            .file
            .map_or_else(add_files_button_id, remove_file_button_id),
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
                spawn_local(async move {
                    task::tick().await;
                    focus_with_label(control.unchecked_ref());
                });
            }
        }
    };
    el("li").child(link.on(ev::click, follow))
}

fn current_entries(form: &Form) -> Vec<Entry> {
    let problems = form.problems();
    let entry = |(index, problem): (usize, &Problem)| Entry {
        problem: problem.clone(),
        file: file_of(form, problems, index),
        is_resolved: false,
    };
    problems.iter().enumerate().map(entry).collect()
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
