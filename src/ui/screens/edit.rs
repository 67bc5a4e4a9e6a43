//! The screen with all fields, for editing and submitting.

use super::error_summary::with_error_summary;
use super::incident_line::incident_line;
use super::unloaded_draft::with_unloaded_draft;
use crate::form::{Edit, Event, Form, Phase};
use crate::ticket::Field;
use crate::ui::attachments::{DropZone, add_pasted_files, attachments_field};
use crate::ui::dom::{El, el, slot};
use crate::ui::fields::{
    TextField, department, priority, related_service, requester, with_custom_fields,
};
use crate::ui::message::message_field;
use crate::ui::runtime::store::Store;
use crate::ui::submission::status_bar;
use leptos::ev;
use web_sys::{ClipboardEvent, DragEvent};

/// Creates the screen. The fields are inert while a ticket is being submitted: the ticket would
/// not contain text that is typed during the submission.
pub fn edit_screen(store: Store) -> El {
    let drop_zone = DropZone::new(store);
    let drag = move |event: DragEvent| drop_zone.drag_over_form(&event);
    let form = el("form")
        .attr("novalidate", true)
        .on(ev::submit, move |event| {
            event.prevent_default();
            store.dispatch(Event::Submitted);
        })
        .on(ev::paste, move |event| paste_files(store, &event))
        .on(ev::dragenter, drag)
        .on(ev::dragover, drag)
        .on(ev::drop, drag);
    let autosave = move || store.drafts().autosave();
    let notice = move || autosave().map_or_else(|| el("div"), |autosave| autosave.notice());
    let form = form
        .child(store.with_untracked(incident_line))
        .show(move || autosave().is_some(), notice);
    with_error_summary(with_unloaded_draft(form, store), store)
        .child(fields(store, drop_zone))
        .child(slot("before-submit"))
        .child(status_bar(store))
}

fn related_and_priority(store: Store) -> El {
    el("div")
        .class("row two")
        .child(related_service(store))
        .child(priority(store))
}

fn fields(store: Store, drop_zone: DropZone) -> El {
    let subject = TextField {
        field: Field::Subject,
        kind: "text",
        autocomplete: "off",
        text: |draft| &draft.subject,
        edit: Edit::Subject,
    };
    // Only the views of changed rules are rebuilt: a text field keeps its caret and its undo history.
    let revision = move || store.with(Form::rules_revision).fields;
    let limits_revision = move || store.with(Form::rules_revision).limits;
    let group = || el("div").class("group");
    let topic = group().rebuild_on(revision, move || department(store));
    // The custom fields of a department follow the control that shows them.
    let topic =
        with_custom_fields(topic, store).rebuild_on(revision, move || related_and_priority(store));
    let attachments =
        el("div").rebuild_on(limits_revision, move || attachments_field(store, drop_zone));
    let message = group()
        .child(subject.view(store))
        .child(message_field(store, attachments));
    el("div")
        .class("fields")
        .attr("inert", move || store.with(is_submitting))
        .child(group().rebuild_on(revision, move || requester(store)))
        .child(topic)
        .child(message)
}

/// Adds pasted files, unless the message field has handled the event.
pub fn paste_files(store: Store, event: &ClipboardEvent) {
    let data = event
        .clipboard_data()
        .filter(|_| !event.default_prevented());
    if data.is_some_and(|data| store.with_untracked(is_editing) && add_pasted_files(store, &data)) {
        event.prevent_default();
    }
}

const fn is_editing(form: &Form) -> bool {
    matches!(form.phase(), Phase::Editing(_))
}

const fn is_submitting(form: &Form) -> bool {
    matches!(form.phase(), Phase::Sending(_) | Phase::LookingUp(_))
}
