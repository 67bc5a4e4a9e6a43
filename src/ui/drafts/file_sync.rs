//! Synchronizes the files of a draft with IndexedDB: stores missing files, and deletes those that are no
//! longer part of the draft.

use crate::drafts::{
    FILE_LIFETIME, SavedFile, StorableFile, is_expired, plausible_time, storable_files,
};
use crate::form::FileId;
use crate::ui::drafts::local_storage_drafts::current_time;
use crate::ui::platform::{
    StoredFile, delete_stored_file, delete_stored_files, file_size, sleep, store_file, stored_files,
};
use crate::ui::runtime::selected_files::{SelectedFiles, Versions};
use crate::ui::runtime::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Interval between checks for the end of a write, in milliseconds.
const POLL_INTERVAL: i32 = 20;

/// A file that should be stored. It is stored again if the values of the stored file differ.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TargetFile {
    id: u32,
    size: u64,
    has_original: bool,
}

/// The stored files of one draft.
pub struct FileSync {
    prefix: String,
    files: SelectedFiles,
    /// The files and their originals: the form may be unmounted before they are stored.
    sources: RefCell<Vec<(u32, Versions)>>,
    targets: RefCell<Vec<TargetFile>>,
    stored: RefCell<Vec<TargetFile>>,
    /// Files that the browser could not store.
    failed: RefCell<Vec<TargetFile>>,
    is_running: Cell<bool>,
    on_change: Box<dyn Fn()>,
}

impl FileSync {
    /// Creates the connection between a form's files and the files stored under a prefix.
    /// `on_change` is called when all files are stored, or cannot be stored.
    pub fn new(prefix: String, files: SelectedFiles, on_change: impl Fn() + 'static) -> Rc<Self> {
        Rc::new(Self {
            prefix,
            files,
            sources: RefCell::default(),
            targets: RefCell::default(),
            stored: RefCell::default(),
            failed: RefCell::default(),
            is_running: Cell::default(),
            on_change: Box::new(on_change),
        })
    }

    /// Stores the files that may be stored, and deletes all others.
    pub fn update(self: &Rc<Self>, files: &[SavedFile]) {
        self.prepare(files);
        self.start();
    }

    /// Sets the files that [`start`](Self::start) stores. The form may be unmounted before that.
    pub fn prepare(&self, files: &[SavedFile]) {
        let targets = storable_files(files);
        let size = |id| {
            files
                .iter()
                .find(|file| file.id == id)
                .map(|file| file.size)
        };
        let targets = targets
            .into_iter()
            .filter_map(|StorableFile { id, has_original }| {
                let size = size(id)?;
                Some(TargetFile {
                    id,
                    size,
                    has_original,
                })
            });
        let targets: Vec<TargetFile> = targets.collect();
        if *self.targets.borrow() != targets {
            // There may be enough space now.
            self.failed.take();
        }
        let source = |file: &TargetFile| Some((file.id, self.files.versions(FileId(file.id))?));
        self.sources
            .replace(targets.iter().filter_map(source).collect());
        self.targets.replace(targets);
    }

    /// Starts to store files and to delete others.
    pub fn start(self: &Rc<Self>) {
        if !self.is_running.get() && self.next_step().is_some() {
            self.is_running.set(true);
            let this = self.clone();
            spawn_local(async move {
                this.run().await;
                this.is_running.set(false);
                (this.on_change)();
            });
        }
    }

    /// Returns `true` while files are being stored. They are lost if the page is closed.
    pub fn is_pending(&self) -> bool {
        let targets = self.targets.borrow();
        targets.iter().any(|file| !self.is_settled(file))
    }

    /// Returns `true` if a file of the draft could not be stored.
    pub fn has_failed(&self) -> bool {
        let (targets, failed) = (self.targets.borrow(), self.failed.borrow());
        targets.iter().any(|file| failed.contains(file))
    }

    /// Returns the stored files that have not expired, with their ids.
    pub async fn load(&self) -> Vec<(u32, StoredFile)> {
        let files = stored_files(&self.prefix).await;
        let id = |file: &StoredFile| file.key.strip_prefix(&self.prefix)?.parse().ok();
        files
            .into_iter()
            .filter(|file| !has_expired(file))
            .filter_map(|file| Some((id(&file)?, file)))
            .collect()
    }

    /// Records that a file is stored already. `None` means that the form has a different file
    /// under this id: the stored one is replaced or deleted.
    pub fn add_stored(&self, id: u32, file: Option<&StoredFile>) {
        self.stored.borrow_mut().push(TargetFile {
            id,
            size: file.map_or(u64::MAX, |file| file_size(&file.file)),
            has_original: file.is_some_and(|file| file.alternative.is_some()),
        });
    }

    /// Stores all files again: the browser has deleted the stored ones.
    pub fn forget_stored(&self) {
        for files in [&self.stored, &self.failed] {
            files.take();
        }
    }

    /// Returns `true` if files are stored, or being stored.
    pub fn is_in_use(&self) -> bool {
        self.is_running.get() || !self.stored.borrow().is_empty()
    }

    /// Waits until all files are stored.
    pub async fn wait_for_writes(&self) {
        while self.is_running.get() {
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Deletes all files of the draft.
    pub fn clear(&self) {
        for files in [&self.targets, &self.stored, &self.failed] {
            files.take();
        }
        let prefix = self.prefix.clone();
        spawn_local(async move { delete_stored_files(&prefix).await });
    }

    async fn run(&self) {
        while let Some(step) = self.next_step() {
            match step {
                Step::Delete(id) => {
                    delete_stored_file(&self.key(id)).await;
                    self.stored.borrow_mut().retain(|stored| stored.id != id);
                }
                Step::Store(file) => self.store(file).await,
            }
        }
    }

    async fn store(&self, file: TargetFile) {
        let sources = self.sources.borrow().clone();
        let source = sources.into_iter().find(|(id, _)| *id == file.id);
        let is_stored = match source {
            Some((_, (selected, alternative))) => {
                let alternative = alternative.filter(|_| file.has_original);
                store_file(&self.key(file.id), &selected, alternative.as_ref()).await
            }
            None => false,
        };
        self.stored
            .borrow_mut()
            .retain(|stored| stored.id != file.id);
        let list = if is_stored {
            &self.stored
        } else {
            &self.failed
        };
        list.borrow_mut().push(file);
    }

    fn next_step(&self) -> Option<Step> {
        let (targets, stored) = (self.targets.borrow(), self.stored.borrow());
        let is_target = |file: &&TargetFile| targets.iter().any(|target| target.id == file.id);
        let obsolete = stored.iter().find(|file| !is_target(file));
        let missing = targets.iter().find(|file| !self.is_settled(file));
        obsolete
            .map(|file| Step::Delete(file.id))
            .or_else(|| missing.cloned().map(Step::Store))
    }

    fn is_settled(&self, file: &TargetFile) -> bool {
        self.stored.borrow().contains(file) || self.failed.borrow().contains(file)
    }

    fn key(&self, id: u32) -> String {
        format!("{}{id}", self.prefix)
    }
}

enum Step {
    Delete(u32),
    Store(TargetFile),
}

/// Deletes the files of all drafts whose lifetime has ended. Files from the future are stored again, so that
/// they do not stay for longer than their lifetime.
pub async fn delete_expired_files() {
    for file in stored_files("").await {
        let (saved_at, now) = (saved_at(&file), current_time());
        if is_expired(saved_at, now, FILE_LIFETIME) {
            delete_stored_file(&file.key).await;
        } else if plausible_time(saved_at, now) != saved_at {
            store_file(&file.key, &file.file, file.alternative.as_ref()).await;
        }
    }
}

fn has_expired(file: &StoredFile) -> bool {
    is_expired(saved_at(file), current_time(), FILE_LIFETIME)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the time is a positive integer below 2^53"
)]
fn saved_at(file: &StoredFile) -> u64 {
    file.saved_at as u64
}
