//! Autosave of one form's draft: restores the draft, saves it, and deletes it once its ticket is open.

use super::autosave_mode::Mode;
use super::draft_storage::DraftStorage;
use super::local_storage_drafts;
use super::notice::{Notice, Status};
use super::save_delay::save_delay;
use crate::drafts::SavedDraft;
use crate::form::{DraftState, Form, HostEvent, Replacement};
use crate::rules::DraftScope;
use crate::ui::dom::Debounce;
use crate::ui::form_options::HostHooks;
use crate::ui::runtime::autosave_handle::AutosaveHandle;
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{GetUntracked, RwSignal, Set};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// Autosave of one form's draft.
pub struct Autosave {
    pub store: Store,
    pub notice: RwSignal<Notice>,
    pub status: RwSignal<Status>,
    hooks: HostHooks,
    pub(super) link: AutosaveHandle,
    pub(super) timer: Debounce,
    pub(super) mode: Cell<Mode>,
    pub(super) scope: Cell<DraftScope>,
    pub(super) left_at: Cell<Option<f64>>,
    /// `true` if another tab has the content of this form: only one tab may send it.
    pub(super) is_taken: RwSignal<bool>,
    pub(super) storage: RefCell<Option<Rc<DraftStorage>>>,
    /// The storage that the current one replaces, until the draft is stored there.
    pub(super) previous: RefCell<Option<Rc<DraftStorage>>>,
    pub(super) this: Weak<Self>,
}

impl Autosave {
    /// Creates the autosave of a form. Nothing is stored until [`start`](Self::start).
    pub fn new(store: Store, hooks: HostHooks) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            store,
            notice: RwSignal::new(Notice::None),
            status: RwSignal::new(Status::None),
            hooks,
            link: store.drafts(),
            timer: Debounce::new(),
            mode: Cell::new(Mode::Off),
            scope: Cell::default(),
            left_at: Cell::default(),
            is_taken: RwSignal::new(false),
            storage: RefCell::default(),
            previous: RefCell::default(),
            this: this.clone(),
        })
    }

    /// Stops using storage, and deletes the stored draft.
    pub fn stop(&self) {
        self.discard();
        self.is_taken.set(false);
        self.set_notice(Notice::None);
        self.status.set(Status::None);
        self.update_unsaved();
    }

    /// Saves the draft immediately.
    pub fn save(&self) {
        let storage = self.storage();
        match storage.filter(|_| self.mode.get() == Mode::Writing) {
            Some(storage) => self.save_to(&storage),
            None => self.save_to_previous(),
        }
        self.update_unsaved();
    }

    /// Deletes the stored draft, and stores nothing more.
    pub fn discard(&self) {
        self.remove_previous();
        if let Some(storage) = self.storage.take() {
            if self.mode.get() == Mode::Writing {
                storage.remove();
            }
            storage.close();
        }
        self.mode.set(Mode::Off);
        self.link.set_unsaved(false);
    }

    /// Returns the parts of the draft that both the page and the operator allow to be stored (tracked).
    pub fn allowed_scope(&self) -> DraftScope {
        let rules = |form: &Form| form.rules().map_or(DraftScope::Off, |rules| rules.drafts);
        self.store.with(rules).min(self.link.scope())
    }

    /// Changes the parts that are stored.
    pub fn set_scope(&self, scope: DraftScope) {
        self.scope.set(scope);
        self.save();
    }

    /// Returns the current storage.
    pub fn storage(&self) -> Option<Rc<DraftStorage>> {
        self.storage.borrow().clone()
    }

    /// Stops when the form is unmounted. The draft stays stored.
    pub fn close(&self) {
        self.save();
        if let Some(storage) = self.storage.take() {
            match (self.mode.get(), self.to_saved_draft()) {
                (Mode::Opening, Some(draft)) => {
                    storage.keep(draft, self.scope.get() == DraftScope::All);
                }
                (Mode::OtherTab, Some(draft)) if !self.is_taken() => storage.keep_text(&draft),
                _ => {}
            }
            storage.close();
        }
        if let Some(previous) = self.previous.take() {
            previous.close();
        }
        self.mode.set(Mode::Off);
    }

    /// Schedules a save after an edit.
    pub fn schedule_save(&self) {
        if self.mode.get() == Mode::Writing || self.previous.borrow().is_some() {
            let this = self.this.clone();
            let delay = self.store.with_untracked(save_delay);
            self.timer.schedule_first(delay, move || {
                if let Some(autosave) = this.upgrade() {
                    autosave.save();
                }
            });
        } else if !self.link.is_unsaved() {
            self.update_unsaved();
        }
    }

    /// Starts over, which can be undone.
    pub fn start_over(&self) {
        self.store.replace_draft(Replacement::Discarded);
        self.set_notice(Notice::Cleared);
        self.save();
        self.emit(DraftState::Cleared);
    }

    /// Undoes the last replacement of the draft. Text that was written after the replacement can be
    /// restored by another undo.
    pub fn undo(&self) {
        self.store.replace_draft(Replacement::Undone);
        self.set_notice(match (self.is_taken(), self.can_undo()) {
            (true, _) => Notice::Moved,
            (false, true) => Notice::Undone,
            (false, false) => Notice::None,
        });
        self.save();
    }

    /// Shows a notice. A notice without an undo ends the undo of the previous notice.
    pub fn set_notice(&self, notice: Notice) {
        if !notice.keeps_undo() && self.can_undo() {
            self.store.replace_draft(Replacement::Expired);
        }
        self.notice.set(notice);
    }

    /// Ends the undo, which does not apply to a new ticket.
    pub fn end_undo(&self) {
        if self.notice.get_untracked().has_undo() {
            self.set_notice(Notice::None);
        } else if self.can_undo() {
            self.store.replace_draft(Replacement::Expired);
        }
    }

    /// Updates the status, and the flag for the confirmation before the user leaves the page.
    pub fn update_unsaved(&self) {
        if self.is_disposed() {
            return;
        }
        let storage = self.storage();
        let status = self.status.get_untracked();
        let is_unsaved = match (self.mode.get(), storage) {
            (Mode::Writing, Some(storage)) => {
                let has_failed = storage.files.has_failed();
                let is_saved = matches!(status, Status::Saved | Status::FilesFailed);
                if is_saved {
                    self.status.set(match has_failed {
                        true => Status::FilesFailed,
                        false => Status::Saved,
                    });
                }
                status == Status::Failed || has_failed || storage.files.is_pending()
            }
            _ => self.has_unstored_content(),
        };
        self.link.set_unsaved(is_unsaved);
        if self.mode.get() == Mode::Writing && !is_unsaved {
            self.remove_previous();
        }
    }

    fn save_to(&self, storage: &DraftStorage) {
        self.timer.cancel();
        let Some(mut draft) = self.to_saved_draft() else {
            if storage.is_in_use() && !self.is_opened_while_leaving() {
                storage.remove();
                storage.tabs.announce_end();
            }
            self.status.set(Status::None);
            return;
        };
        storage.detect_clearing();
        let files = std::mem::take(&mut draft.files);
        match self.scope.get() {
            DraftScope::All => storage.files.update(&files),
            _ => storage.files.update(&[]),
        }
        draft.files = files;
        let is_stored = storage.write(draft);
        self.status.set(match is_stored {
            true => Status::Saved,
            false => Status::Failed,
        });
        self.emit(match is_stored {
            true => DraftState::Saved,
            false => DraftState::Failed,
        });
    }

    /// Returns the draft to store, with its time and the key of a submission whose outcome is unknown.
    pub fn to_saved_draft(&self) -> Option<SavedDraft> {
        self.store.with_untracked(|form| {
            let draft = form.to_saved_draft()?;
            let key = self.link.submission_key();
            Some(SavedDraft {
                saved_at: local_storage_drafts::current_time(),
                submission: key.filter(|_| form.has_pending_submission()),
                ..draft
            })
        })
    }

    /// Returns `true` if there is content that would be stored.
    pub(super) fn has_content(&self) -> bool {
        self.store
            .with_untracked(|form| form.to_saved_draft().is_some())
    }

    /// Returns `true` if there is content that is not in the last record that this form has read or
    /// written.
    pub(super) fn has_unstored_content(&self) -> bool {
        let storage = self.storage();
        let is_stored = |draft| storage.is_some_and(|storage| storage.has_stored(draft));
        let draft = self.store.with_untracked(Form::to_saved_draft);
        draft.is_some_and(|draft| !is_stored(draft))
    }

    /// Returns `true` if the last replacement of the draft can be undone.
    pub(super) fn can_undo(&self) -> bool {
        self.store
            .with_untracked(|form| form.draft_set_aside().is_some())
    }

    /// Dispatches an event about the draft to the page.
    pub(super) fn emit(&self, state: DraftState) {
        let hooks = self.hooks.clone();
        spawn_local(async move { (hooks.on_event)(&HostEvent::Draft(state)) });
    }

    /// Returns `true` if the form is mounted and uses this storage.
    pub(super) fn is_current(&self, storage: &Rc<DraftStorage>) -> bool {
        let current = self.storage.borrow();
        let is_current = current.as_ref().is_some_and(|it| Rc::ptr_eq(it, storage));
        is_current && !self.is_disposed()
    }

    /// Returns `true` if the form has been unmounted.
    pub(super) fn is_disposed(&self) -> bool {
        self.store.files().is_disposed()
    }
}
