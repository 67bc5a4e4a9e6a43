//! The form's state: one signal, which all views read, and events that change it. A keystroke in
//! the message notifies only the views that read the message.

use super::autosave_handle::AutosaveHandle;
use super::selected_files::SelectedFiles;
use crate::form::{Announcement, Effect, Event, Form, Phase, Prefill, Replacement};
use crate::rules::Rules;
use crate::ticket::Field;
use leptos::prelude::*;
use std::rc::Rc;

/// The function that runs an effect of the form.
type RunEffect = Rc<dyn Fn(Effect)>;

/// System files that were skipped: the name of the first one, and their number.
pub type SkippedFiles = (String, usize);

/// Handle to the form's state.
#[derive(Clone, Copy)]
pub struct Store {
    form: RwSignal<Form>,
    message: Trigger,
    files: SelectedFiles,
    drafts: AutosaveHandle,
    revealed_field: RwSignal<Option<Field>>,
    skipped_files: RwSignal<Option<SkippedFiles>>,
    run: StoredValue<Option<RunEffect>, LocalStorage>,
}

impl Store {
    /// Creates the state of a form, and returns its first effects. Run them after
    /// [`connect`](Self::connect).
    pub fn new(prefill: Prefill, drafts: AutosaveHandle) -> (Self, Vec<Effect>) {
        let (form, effects) = Form::new(prefill);
        let store = Self {
            form: RwSignal::new(form),
            message: Trigger::new(),
            files: SelectedFiles::new(),
            drafts,
            revealed_field: RwSignal::new(None),
            skipped_files: RwSignal::new(None),
            run: StoredValue::new_local(None),
        };
        (store, effects)
    }

    /// Sets the function that runs effects. Before that, effects are dropped.
    pub fn connect(self, run: RunEffect) {
        self.run.set_value(Some(run));
    }

    /// Reads the form and tracks it. Edits of the message alone do not notify: see
    /// [`with_message`](Self::with_message).
    pub fn with<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.form.with(read)
    }

    /// Reads the form and tracks it, including the message.
    pub fn with_message<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.message.track();
        self.form.with(read)
    }

    /// Reads the form without tracking it.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.form.with_untracked(read)
    }

    /// Returns `true` if a field has an error (tracked).
    pub fn has_error(self, field: Field) -> bool {
        self.with(|form| form.violation(field).is_some())
    }

    /// Applies an event to the form and runs the effects. Does nothing after the form was
    /// unmounted.
    pub fn dispatch(self, event: Event) {
        let mut is_message_only = false;
        let is_edit = matches!(event, Event::Edited(_));
        let effects = self.form.try_maybe_update(|form| {
            is_message_only = form.changes_only_message(&event);
            (!is_message_only, form.apply(event))
        });
        if is_message_only {
            self.message.notify();
        }
        if is_edit {
            self.drafts.mark_edited();
        }
        for effect in effects.unwrap_or_default() {
            self.run(effect);
        }
    }

    /// Replaces the draft and runs the effects. Does nothing after the form was unmounted.
    pub fn replace_draft(self, replacement: Replacement) {
        let effects = self.form.try_update(|form| form.replace_draft(replacement));
        for effect in effects.unwrap_or_default() {
            self.run(effect);
        }
    }

    /// Runs an effect.
    pub fn run(self, effect: Effect) {
        if let Some(run) = self.run.try_get_value().flatten() {
            run(effect);
        }
    }

    /// Announces something that happened in a view, not in the form's state, to screen readers.
    pub fn announce(self, announcement: Announcement) {
        self.run(Effect::Announce(announcement));
    }

    /// Updates the rules, if they are loaded, without notifying the views.
    pub fn update_rules(self, update: impl FnOnce(&mut Rules)) {
        self.form
            .try_update_untracked(|form| form.rules_mut().map(update));
    }

    /// Returns the selected files.
    pub fn files(self) -> SelectedFiles {
        self.files
    }

    /// Returns the connection to the draft's autosave.
    pub fn drafts(self) -> AutosaveHandle {
        self.drafts
    }

    /// Returns `true` while leaving the page would lose content of the draft (tracked).
    pub fn has_unsaved_content(self) -> bool {
        let is_open = |form: &Form| matches!(form.phase(), Phase::Opened(_));
        self.drafts.is_unsaved() && self.with(|form| !is_open(form) || form.has_unsent_changes())
    }

    /// Sets the system files that were skipped in the last selection.
    pub fn set_skipped_files(self, skipped_files: Option<SkippedFiles>) {
        self.skipped_files.set(skipped_files);
    }

    /// Returns the system files that were skipped in the last selection (tracked).
    pub fn skipped_files(self) -> Option<SkippedFiles> {
        self.skipped_files.get()
    }

    /// Reveals a field that its view may have hidden.
    pub fn reveal_field(self, field: Field) {
        self.revealed_field.set(Some(field));
    }

    /// Returns the field that was revealed last (tracked).
    pub fn revealed_field(self) -> Option<Field> {
        self.revealed_field.get()
    }
}
