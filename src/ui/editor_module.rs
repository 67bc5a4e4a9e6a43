//! The content of the editor chunk. With the feature `split`, code that is reachable only from here
//! is moved out of the main chunk.

use super::lazy::{FileToCheck, LazyModule, LoadError, LoadResult};
use super::message::attach_editor::attach_editor;
use super::message::editor_elements::EditorElements;
use super::platform::{self, Endpoint, Submission, TextExcerpt};
use super::runtime::authenticated_client::AuthenticatedClient;
use super::runtime::task::LocalBoxFuture;
use crate::form::FileIssue;
use crate::rules::Rules;
use crate::ticket::{OpenedTicket, SendError};
#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;
use web_sys::File;

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
            if !platform::is_readable(&file.file).await {
                return Some(FileIssue::Unreadable);
            }
            for (id, other) in file.others {
                if platform::have_same_contents(&file.file, &other).await {
                    return Some(FileIssue::Duplicate(id));
                }
            }
            None
        })
    }

    fn downscale(
        &self,
        file: File,
        media_type: &'static str,
        megapixels: u32,
    ) -> LocalBoxFuture<Option<File>> {
        Box::pin(async move { platform::downscale(&file, media_type, megapixels).await })
    }

    fn first_lines(&self, file: File) -> LocalBoxFuture<Option<TextExcerpt>> {
        Box::pin(async move { platform::read_excerpt(&file).await })
    }
}
