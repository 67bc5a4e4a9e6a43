//! The storage of one draft: its record, its files, and this tab's permission to write both.

use super::browser_tabs::Tabs;
use super::draft_key::DraftKey;
use super::file_sync::FileSync;
use super::local_storage_drafts;
use super::restored_files::{add_files, stored_versions};
use crate::drafts::{SavedDraft, TEXT_LIFETIME, is_expired};
use crate::ui::runtime::autosave_handle::drafts_exist;
use crate::ui::runtime::selected_files::SelectedFiles;
use crate::ui::runtime::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;

/// The storage of one draft.
pub struct DraftStorage {
    /// Key of the draft.
    pub key: DraftKey,
    /// The tabs that have a form with this key.
    pub tabs: Rc<Tabs>,
    /// The stored files.
    pub files: Rc<FileSync>,
    /// The last record that this form has read or written.
    last_record: RefCell<Option<String>>,
    /// The draft in that record.
    last_draft: RefCell<Option<SavedDraft>>,
    /// Content of a form that was removed before this tab could store it.
    kept: RefCell<Option<SavedDraft>>,
    /// Storage of a guest's draft, which a client who has signed in since continues.
    guest: RefCell<Option<Rc<Self>>>,
}

/// A draft that was read from storage.
#[derive(Default)]
pub struct LoadedDraft {
    /// The draft, with its files in the file store.
    pub draft: Option<SavedDraft>,
    /// Text of a draft that cannot be restored.
    pub text: Option<String>,
}

impl DraftStorage {
    /// Creates the storage of a draft. Nothing is read or written yet.
    pub fn new(key: DraftKey, tabs: Rc<Tabs>, files: Rc<FileSync>) -> Rc<Self> {
        Rc::new(Self {
            key,
            tabs,
            files,
            last_record: RefCell::default(),
            last_draft: RefCell::default(),
            kept: RefCell::default(),
            guest: RefCell::default(),
        })
    }

    /// Sets the storage of a guest's draft.
    pub fn set_guest(&self, guest: Rc<Self>) {
        self.guest.replace(Some(guest));
    }

    /// Takes the storage of a guest's draft.
    pub fn take_guest(&self) -> Option<Rc<Self>> {
        self.guest.take()
    }

    /// Returns `true` if no draft is stored.
    pub fn is_empty(&self) -> bool {
        local_storage_drafts::read_raw(self.key.as_str()).is_none()
    }

    /// Reads the draft. Its files are added to the form's files if `with_files` is `true`.
    pub async fn load(&self, files: SelectedFiles, with_files: bool) -> LoadedDraft {
        let records = local_storage_drafts::read(self.key.as_str());
        self.last_record
            .replace(local_storage_drafts::read_raw(self.key.as_str()));
        self.last_draft.replace(records.draft.clone());
        let Some(mut draft) = records.draft else {
            return LoadedDraft {
                draft: None,
                text: records.text,
            };
        };
        // Also files that an earlier form did not find: the browser may not have responded in time.
        let has_files = !draft.files.is_empty();
        let stored = match (has_files, with_files) {
            (true, true) => self.files.load().await,
            (true, false) => {
                self.files.clear();
                Vec::new()
            }
            (false, _) => Vec::new(),
        };
        let saved_ids: Vec<u32> = draft.files.iter().map(|file| file.id).collect();
        add_files(&mut draft, files, |saved| {
            let (_, stored) = stored.iter().find(|(id, _)| *id == saved.id)?;
            stored_versions(saved, stored)
        });
        for (id, file) in &stored {
            let index = saved_ids.iter().position(|saved_id| saved_id == id);
            let restored = index.map(|index| &draft.files[index]);
            let is_restored = restored.is_some_and(|it| it.id == *id && it.is_stored);
            self.files.add_stored(*id, is_restored.then_some(file));
        }
        LoadedDraft {
            draft: Some(draft),
            text: records.text,
        }
    }

    /// Stores a draft. An unchanged draft keeps its time, unless its lifetime has ended while the form was
    /// open. Returns `false` if it cannot be stored.
    pub fn write(&self, draft: SavedDraft) -> bool {
        let is_same = self.last_draft.borrow().as_ref().is_some_and(|last| {
            let saved_at = draft.saved_at;
            let is_alive = !is_expired(last.saved_at, saved_at, TEXT_LIFETIME);
            let last = SavedDraft {
                saved_at,
                ..last.clone()
            };
            is_alive && last == draft
        });
        if is_same && !self.was_changed_elsewhere() {
            return true;
        }
        let record = local_storage_drafts::write(self.key.as_str(), &draft);
        let is_stored = record.is_some();
        if is_stored {
            self.last_record.replace(record);
            self.last_draft.replace(Some(draft));
        }
        is_stored
    }

    /// Returns `true` if a draft has the content that this form read or wrote last.
    pub fn has_stored(&self, draft: SavedDraft) -> bool {
        let last = self.last_draft.borrow();
        last.as_ref().is_some_and(|last| {
            let draft = SavedDraft {
                saved_at: last.saved_at,
                submission: last.submission,
                is_changed_since_submission: last.is_changed_since_submission,
                ..draft
            };
            *last == draft
        })
    }

    /// Deletes the draft.
    pub fn remove(&self) {
        local_storage_drafts::remove(self.key.as_str());
        if self.files.is_in_use() {
            self.files.clear();
        }
        self.last_record.take();
        self.last_draft.take();
    }

    /// Deletes everything that an earlier form has stored under this key.
    pub fn remove_stored(&self) {
        if drafts_exist() {
            local_storage_drafts::remove_text(self.key.as_str());
            local_storage_drafts::remove(self.key.as_str());
            self.files.clear();
        }
    }

    /// Returns `true` if a part of the draft is stored.
    pub fn is_in_use(&self) -> bool {
        self.last_record.borrow().is_some() || self.files.is_in_use()
    }

    /// Returns `true` if another tab has changed or deleted the record since it was read or written.
    pub fn was_changed_elsewhere(&self) -> bool {
        local_storage_drafts::read_raw(self.key.as_str()) != *self.last_record.borrow()
    }

    /// Stores all files again if the browser's storage was cleared while the form was open.
    pub fn detect_clearing(&self) {
        if self.is_empty() && self.last_record.borrow().is_some() {
            self.files.forget_stored();
        }
    }

    /// Keeps the content of a form that is removed, until [`finish`](Self::finish).
    pub fn keep(&self, draft: SavedDraft, with_files: bool) {
        if with_files {
            self.files.prepare(&draft.files);
        }
        self.kept.replace(Some(draft));
    }

    /// Keeps the text of a draft, in addition to the text from another tab.
    pub fn keep_text(&self, draft: &SavedDraft) {
        if let Some(text) = draft.to_text() {
            local_storage_drafts::keep_text(self.key.as_str(), &text);
        }
    }

    /// Closes the storage. The draft stays stored.
    pub fn close(self: &Rc<Self>) {
        self.key.release();
        if let Some(guest) = self.take_guest() {
            guest.close();
        }
        if self.kept.borrow().is_none() {
            let this = self.clone();
            spawn_local(async move { this.leave().await });
        }
    }

    /// Stores the content of a removed form, once it is known whether this tab may store the draft. A
    /// stored draft, or the draft of another tab, is not replaced.
    pub async fn finish(&self, is_granted: bool) {
        if let Some(draft) = self.kept.take() {
            let is_free = is_granted && self.is_empty();
            if is_free && local_storage_drafts::write(self.key.as_str(), &draft).is_some() {
                self.files.start();
            } else {
                self.keep_text(&draft);
            }
        }
        self.leave().await;
    }

    async fn leave(&self) {
        // The next form with this key finds all files.
        self.files.wait_for_writes().await;
        self.tabs.leave();
    }
}
