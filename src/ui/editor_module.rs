//! The content of the editor chunk. With the feature `split`, code that is reachable only from here
//! is moved out of the main chunk.

use super::attachments::{file_details, thumbnail};
use super::dom::El;
use super::drafts::connect_autosave;
use super::editor_chunk::{ItemsCallback, LazyModule, LoadError, LoadResult};
use super::fields::email_suggestion;
use super::form_options::HostHooks;
use super::message::attach_editor::attach_editor;
use super::message::editor_elements::EditorElements;
use super::platform::{self, Endpoint, Submission};
use super::runtime::authenticated_client::AuthenticatedClient;
use super::runtime::dispatch::Dispatch;
use super::runtime::file_task::FileTask;
use super::runtime::run_file_task::run_file_task;
use super::runtime::selected_files::SelectedFiles;
use super::runtime::store::Store;
use super::runtime::task::LocalBoxFuture;
use super::screens::confirmation_details;
use super::screens::confirmation_elements::ConfirmationElements;
use crate::form::FileId;
use crate::rules::Rules;
use crate::ticket::{OpenedTicket, SendError};
#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;
use web_sys::{FileSystemDirectoryEntry, HtmlElement};

/// Loads the editor chunk.
pub fn load() -> LocalBoxFuture<LoadResult> {
    Box::pin(fetch())
}

#[cfg(feature = "split")]
#[wasm_split(editor, fallible)]
fn fetch() -> Result<&'static dyn LazyModule, LoadError> {
    Ok(&EditorModule)
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async, reason = "the split function is async")]
async fn fetch() -> Result<&'static dyn LazyModule, LoadError> {
    Ok(&EditorModule)
}

struct EditorModule;

impl LazyModule for EditorModule {
    fn stylesheet(&self) -> &'static str {
        include_str!(concat!(env!("OUT_DIR"), "/editor-chunk.css"))
    }

    fn attach_editor(&self, elements: &EditorElements) {
        attach_editor(elements);
    }

    fn confirmation_details(&self, elements: &ConfirmationElements) {
        confirmation_details(elements);
    }

    fn open_with_files(
        &self,
        client: AuthenticatedClient,
        submission: Submission,
    ) -> LocalBoxFuture<Result<OpenedTicket, SendError>> {
        Box::pin(async move {
            let open = async |endpoint: Endpoint| endpoint.open_with_files(&submission).await;
            client.request(open).await
        })
    }

    fn compile_patterns(&self, rules: &mut Rules) {
        // Only the relay validates a pattern that does not compile here.
        let _ = rules.compile_patterns();
    }

    fn run_file_task(&self, files: SelectedFiles, task: FileTask, dispatch: Dispatch) {
        run_file_task(files, task, dispatch);
    }

    fn read_folder(
        &self,
        folder: FileSystemDirectoryEntry,
        on_items: ItemsCallback,
    ) -> LocalBoxFuture<()> {
        Box::pin(async move { platform::read_folder(folder, &*on_items).await })
    }

    fn connect_autosave(&self, store: Store, hooks: HostHooks, root: HtmlElement) {
        connect_autosave(store, hooks, root);
    }

    fn email_suggestion(&self, store: Store, field: &El) -> El {
        email_suggestion(store, field)
    }

    fn file_details(&self, store: Store, id: FileId, has_lines: bool) -> El {
        file_details(store, id, has_lines)
    }

    fn thumbnail(&self, store: Store, id: FileId) -> El {
        thumbnail(store, id)
    }
}
