//! Tasks that read files: checks, sniffing, downscaling and conversion. They end when the form is
//! unmounted.

use super::dispatch::Dispatch;
use super::file_store::FileStore;
use super::task::spawn_local;
use crate::form::{Event, FileCheck, FileId, FileIssue};
use crate::rules::FileContent;
use crate::ui::lazy::{self, FileToCheck, LazyModule};
use crate::ui::platform;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// Number of files that are checked at once. One that hangs does not hold back the others.
const CONCURRENT_CHECKS: usize = 8;

/// Interval at which the issues found so far are reported, in milliseconds.
const REPORT_INTERVAL: i32 = 100;

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
        let Some(module) = lazy::load_while(|| !files.is_disposed()).await else {
            return;
        };
        let progress = Rc::new(Checks {
            waiting: RefCell::new(checks.into_iter().collect()),
            running: Cell::new(CONCURRENT_CHECKS),
            issues: RefCell::default(),
        });
        for _ in 0..CONCURRENT_CHECKS {
            spawn_local(progress.clone().run(module, files));
        }
        // The issues of one selection are reported together, unless a file takes long.
        while progress.running.get() > 0 && !files.is_disposed() {
            platform::sleep(REPORT_INTERVAL).await;
            progress.report(&dispatch);
        }
    });
}

/// The checks of one selection.
struct Checks {
    waiting: RefCell<VecDeque<(FileId, FileToCheck)>>,
    /// Number of tasks that have not ended.
    running: Cell<usize>,
    issues: RefCell<Vec<(FileId, FileIssue)>>,
}

impl Checks {
    /// Checks one file after the other until none is waiting.
    async fn run(self: Rc<Self>, module: &'static dyn LazyModule, files: FileStore) {
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some((id, file)) = next.filter(|_| !files.is_disposed()) else {
                break;
            };
            let issue = module.check_file(file).await;
            let issue = issue.map(|issue| (id, issue));
            self.issues.borrow_mut().extend(issue);
        }
        self.running.set(self.running.get() - 1);
    }

    fn report(&self, dispatch: &Dispatch) {
        let issues = self.issues.take();
        if !issues.is_empty() {
            dispatch(Event::FilesChecked(issues));
        }
    }
}

/// Sniffs the contents of files, each in its own task.
pub fn sniff_contents(files: FileStore, ids: Vec<FileId>, dispatch: &Dispatch) {
    for id in ids {
        let dispatch = dispatch.clone();
        spawn_local(async move {
            let module = lazy::load().await.ok();
            let content = match (module, files.get(id)) {
                (Some(module), Some(file)) => module.sniff_content(file).await,
                _ => FileContent::Other,
            };
            dispatch(Event::FileSniffed(id, content));
        });
    }
}

/// Replaces an image by its conversion to JPEG.
pub fn convert_to_jpeg(files: FileStore, id: FileId, dispatch: Dispatch) {
    spawn_local(async move {
        let module = lazy::load().await.ok();
        let converted = match (module, files.get(id)) {
            (Some(module), Some(file)) => module.convert_to_jpeg(file).await,
            _ => None,
        };
        let size = converted.as_ref().map(platform::file_size);
        let is_replaced = converted.is_some_and(|file| files.replace(id, file));
        dispatch(Event::FileConverted(id, size.filter(|_| is_replaced)));
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
