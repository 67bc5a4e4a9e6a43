//! Tasks that read files: checks and downscaling, one file at a time. They end when the form is
//! unmounted.

use super::dispatch::Dispatch;
use super::file_store::FileStore;
use super::task::spawn_local;
use crate::form::{Event, FileCheck, FileId};
use crate::ui::lazy::{self, FileToCheck, LazyModule};
use crate::ui::platform;

/// Delay between two attempts to load the editor chunk, in milliseconds.
const LOAD_RETRY_DELAY: i32 = 5_000;

/// Checks that selected files are readable and not duplicates.
pub fn check_files(files: FileStore, checks: Vec<FileCheck>, dispatch: Dispatch) {
    let with_id = |id| Some((id, files.original(id)?));
    let to_check = |check: FileCheck| {
        let (id, file) = with_id(check.file)?;
        let others = check.candidates.into_iter().filter_map(with_id).collect();
        Some((id, FileToCheck { file, others }))
    };
    let checks: Vec<_> = checks.into_iter().filter_map(to_check).collect();
    spawn_local(async move {
        let Some(module) = load_while_mounted(files).await else {
            return;
        };
        let mut issues = Vec::new();
        for (id, file) in checks {
            if files.is_disposed() {
                return;
            }
            let issue = module.check_file(file).await;
            issues.extend(issue.map(|issue| (id, issue)));
        }
        if !issues.is_empty() {
            dispatch(Event::FilesChecked(issues));
        }
    });
}

/// Downscales images to a number of megapixels, each encoded in its media type.
pub fn downscale(
    files: FileStore,
    images: Vec<(FileId, &'static str)>,
    megapixels: u32,
    dispatch: Dispatch,
) {
    let with_file = |(id, media_type)| Some((id, media_type, files.get(id)?));
    let images: Vec<_> = images.into_iter().filter_map(with_file).collect();
    spawn_local(async move {
        let module = lazy::load().await.ok();
        for (id, media_type, file) in images {
            let smaller = match module {
                Some(module) => module.downscale(file, media_type, megapixels).await,
                None => None,
            };
            let size = smaller.as_ref().map(platform::file_size);
            if files.is_disposed() {
                return;
            }
            dispatch(match (files.add_alternative(id, smaller), size) {
                (true, Some(size)) => Event::FileDownscaled(id, size),
                _ => Event::FileNotDownscaled(id),
            });
        }
    });
}

/// Loads the editor chunk, with retries. Returns `None` if the form has been unmounted.
async fn load_while_mounted(files: FileStore) -> Option<&'static dyn LazyModule> {
    loop {
        if let Ok(module) = lazy::load().await {
            return Some(module);
        }
        platform::sleep(LOAD_RETRY_DELAY).await;
        if files.is_disposed() {
            return None;
        }
    }
}
