//! The content of the editor chunk. With the feature `split`, code that is reachable only from here
//! is moved out of the main chunk.

use super::drafts::keep_draft;
use super::form_options::HostHooks;
use super::lazy::{FileToCheck, ItemsCallback, LazyModule, LoadError, LoadResult};
use super::message::attach_editor::attach_editor;
use super::message::editor_elements::EditorElements;
use super::platform::{self, Endpoint, Submission, TextExcerpt};
use super::runtime::authenticated_client::AuthenticatedClient;
use super::runtime::store::Store;
use super::runtime::task::LocalBoxFuture;
use crate::form::FileIssue;
use crate::rules::{FileContent, Rules};
use crate::ticket::{OpenedTicket, SendError};
#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;
use web_sys::{File, FileSystemDirectoryEntry, HtmlElement};

/// Time in which the content of a file is sniffed, in milliseconds. One that takes longer, such as a
/// file on a network drive that does not respond, is treated like a file without an issue.
const SNIFF_TIMEOUT: i32 = 10_000;

/// Time in which an image is downscaled or converted, in milliseconds. A submission waits for it.
const IMAGE_TIMEOUT: i32 = 60_000;

/// Maximum number of megapixels of a converted image: Safari's limit for a canvas.
const CONVERTED_MEGAPIXELS: u32 = 16;

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
    fn attach_editor(&self, elements: &EditorElements) {
        attach_editor(elements);
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

    fn check_file(&self, file: FileToCheck) -> LocalBoxFuture<Option<FileIssue>> {
        Box::pin(async move {
            let issue = Box::pin(find_issue(file));
            let issue = platform::with_timeout(SNIFF_TIMEOUT, issue).await;
            issue.flatten()
        })
    }

    fn downscale(
        &self,
        file: File,
        media_type: &'static str,
        megapixels: u32,
    ) -> LocalBoxFuture<Option<File>> {
        Box::pin(async move {
            let smaller = platform::downscale(&file, media_type, megapixels);
            let smaller = platform::with_timeout(IMAGE_TIMEOUT, Box::pin(smaller)).await;
            smaller.flatten()
        })
    }

    fn sniff_content(&self, file: File) -> LocalBoxFuture<FileContent> {
        Box::pin(async move {
            let content = platform::detect_content(&file);
            let content = platform::with_timeout(SNIFF_TIMEOUT, Box::pin(content)).await;
            content.unwrap_or(FileContent::Other)
        })
    }

    fn convert_to_jpeg(&self, file: File) -> LocalBoxFuture<Option<File>> {
        Box::pin(async move {
            let converted = platform::convert_to_jpeg(&file, CONVERTED_MEGAPIXELS);
            let converted = platform::with_timeout(IMAGE_TIMEOUT, Box::pin(converted)).await;
            converted.flatten()
        })
    }

    fn read_folder(
        &self,
        folder: FileSystemDirectoryEntry,
        on_items: ItemsCallback,
    ) -> LocalBoxFuture<()> {
        Box::pin(async move { platform::read_folder(folder, &*on_items).await })
    }

    fn keep_draft(&self, store: Store, hooks: HostHooks, root: HtmlElement) {
        keep_draft(store, hooks, root);
    }

    fn first_lines(&self, file: File) -> LocalBoxFuture<Option<TextExcerpt>> {
        Box::pin(async move { platform::read_excerpt(&file).await })
    }
}

async fn find_issue(file: FileToCheck) -> Option<FileIssue> {
    if !platform::is_readable(&file.file).await {
        return Some(FileIssue::Unreadable);
    }
    for (id, other) in file.others {
        if platform::have_same_contents(&file.file, &other).await {
            return Some(FileIssue::Duplicate(id));
        }
    }
    None
}
