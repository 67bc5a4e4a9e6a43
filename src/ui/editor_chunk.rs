//! Lazy loading of the editor chunk: the code that is not needed before the user interacts with the form.
//!
//! With the feature `split` the chunk is a separate file (`open-ticket-editor.wasm`) that is
//! fetched on first use. It contains the code that is reachable only through [`LazyModule`]; code
//! that the main chunk uses too stays in the main chunk. Without the feature, the code is part of
//! the bundle, and counts as loaded from the first use on.

use super::dom::{El, render_effect};
use super::form_options::HostHooks;
use super::message::editor_elements::EditorElements;
use super::platform::{SelectedItem, Submission, sleep};
use super::runtime::authenticated_client::AuthenticatedClient;
use super::runtime::dispatch::Dispatch;
use super::runtime::file_task::FileTask;
use super::runtime::selected_files::SelectedFiles;
use super::runtime::store::Store;
use super::runtime::task::{LocalBoxFuture, spawn_local};
use super::screens::confirmation_elements::ConfirmationElements;
use crate::form::FileId;
use crate::rules::Rules;
use crate::ticket::{OpenedTicket, SendError};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
#[cfg(feature = "split")]
use wasm_split_helpers::SplitLoaderError;
use web_sys::{FileSystemDirectoryEntry, HtmlElement};

/// Delay between two attempts to load the editor chunk, in milliseconds.
const LOAD_RETRY_DELAY: i32 = 5_000;

/// The interface of the editor chunk.
pub trait LazyModule {
    /// Returns the stylesheet of the elements that the chunk creates.
    fn stylesheet(&self) -> &'static str;
    /// Attaches the message editor until the current `Owner` is cleaned up.
    fn attach_editor(&self, elements: &EditorElements);
    /// Completes the confirmation of an opened ticket until the current `Owner` is cleaned up.
    fn confirmation_details(&self, elements: &ConfirmationElements);
    /// Submits a ticket that has attachments.
    fn open_with_files(
        &self,
        client: AuthenticatedClient,
        submission: Submission,
    ) -> LocalBoxFuture<Result<OpenedTicket, SendError>>;
    /// Compiles the patterns of custom fields. Until then only the relay applies them.
    fn compile_patterns(&self, rules: &mut Rules);
    /// Starts a task that reads files. It dispatches its results.
    fn run_file_task(&self, files: SelectedFiles, task: FileTask, dispatch: Dispatch);
    /// Reads the files of a folder, and passes them on in one or several parts.
    fn read_folder(
        &self,
        folder: FileSystemDirectoryEntry,
        on_items: ItemsCallback,
    ) -> LocalBoxFuture<()>;
    /// Saves the draft of a form in the browser until the current `Owner` is cleaned up.
    fn connect_autosave(&self, store: Store, hooks: HostHooks, root: HtmlElement);
    /// Creates the suggestion for an email address with a typing error, to append to its field.
    fn email_suggestion(&self, store: Store, field: &El) -> El;
    /// Creates the details of a selected file, with its first lines if `has_lines` is `true`.
    fn file_details(&self, store: Store, id: FileId, has_lines: bool) -> El;
    /// Creates the thumbnail of an image.
    fn thumbnail(&self, store: Store, id: FileId) -> El;
}

/// A function that receives items of a folder.
pub type ItemsCallback = Rc<dyn Fn(Vec<SelectedItem>)>;

/// The editor chunk could not be loaded. A later attempt may succeed.
#[derive(Clone, Copy, Debug)]
pub struct LoadError;

#[cfg(feature = "split")]
impl From<SplitLoaderError> for LoadError {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Result of loading the editor chunk.
pub type LoadResult = Result<&'static dyn LazyModule, LoadError>;

/// A function that loads the editor chunk. It is set at run time: a direct call would create an
/// import cycle, because the code in the chunk uses this module.
pub type Loader = fn() -> LocalBoxFuture<LoadResult>;

thread_local! {
    static LOADER: Cell<Option<Loader>> = const { Cell::new(None) };
    static LOADED: Cell<Option<&'static dyn LazyModule>> = const { Cell::new(None) };
    static HAS_FAILED: Cell<bool> = const { Cell::new(false) };
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// Sets the function that loads the editor chunk.
pub fn set_loader(loader: Loader) {
    LOADER.set(Some(loader));
}

/// Loads the editor chunk, unless it is loaded already.
///
/// # Errors
/// [`LoadError`] if the chunk could not be fetched.
pub async fn load() -> LoadResult {
    if let Some(module) = LOADED.get() {
        return Ok(module);
    }
    let loader = LOADER.get().ok_or(LoadError)?;
    let result = loader().await;
    // Several callers may await the same fetch: observers are notified once.
    if LOADED.get().is_none() {
        LOADED.set(result.ok());
        let had_failed = HAS_FAILED.replace(result.is_err());
        if result.is_ok() || !had_failed {
            CHANGED.with(Notify::notify);
        }
    }
    result
}

/// Loads the editor chunk, with retries. Returns `None` once it is no longer needed.
pub async fn load_while(is_needed: &dyn Fn() -> bool) -> Option<&'static dyn LazyModule> {
    while is_needed() {
        if let Ok(module) = load().await {
            return Some(module);
        }
        sleep(LOAD_RETRY_DELAY).await;
    }
    None
}

/// Starts loading the editor chunk. Errors are ignored: the next use tries again.
pub fn load_in_background() {
    spawn_local(async {
        let _ = load().await;
    });
}

/// Calls a function once the editor chunk is loaded: immediately, if it already is. Cleanup of
/// the current `Owner` cancels the call.
pub fn on_loaded(run: impl Fn() + 'static) {
    render_effect(move || {
        if loaded().is_some() {
            untrack(&run);
        }
    });
}

/// Returns the stylesheet of the editor chunk if the chunk is loaded.
pub fn stylesheet() -> Option<&'static str> {
    Some(loaded_untracked()?.stylesheet())
}

/// Returns the editor chunk if it is loaded, without tracking it.
pub fn loaded_untracked() -> Option<&'static dyn LazyModule> {
    LOADED.get()
}

/// Returns the editor chunk if it is loaded (tracked).
pub fn loaded() -> Option<&'static dyn LazyModule> {
    track_loading();
    LOADED.get()
}

/// Tracks the loading until it has succeeded. After that, nothing changes any more: an effect that
/// tracked it would leave a subscription behind when its form is removed, because only a change clears
/// subscriptions.
fn track_loading() {
    if LOADED.get().is_none() {
        CHANGED.with(Track::track);
    }
}

/// Returns `true` if the last attempt to load the editor chunk failed (tracked).
pub fn has_failed() -> bool {
    track_loading();
    LOADED.get().is_none() && HAS_FAILED.get()
}
