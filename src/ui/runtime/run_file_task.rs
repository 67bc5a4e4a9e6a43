//! The tasks that read files: checks, sniffing, downscaling and conversion. They are part of the
//! editor chunk, and end when the form is unmounted.

use super::dispatch::Dispatch;
use super::file_check_and_conversion_limits::{
    CONCURRENT_CHECKS, CONVERTED_MEGAPIXELS, IMAGE_TIMEOUT, SNIFF_TIMEOUT,
};
use super::file_task::FileTask;
use super::selected_files::SelectedFiles;
use super::task::{LocalBoxFuture, spawn_local};
use crate::form::{Event, FileCheck, FileId, FileIssue};
use crate::rules::FileContent;
use crate::ui::platform;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::File;

/// Interval at which the issues found so far are reported, in milliseconds.
const REPORT_INTERVAL: i32 = 100;

/// Starts a task, which dispatches its results.
pub fn run_file_task(files: SelectedFiles, task: FileTask, dispatch: Dispatch) {
    match task {
        FileTask::Check(checks) => check_files(files, checks, dispatch),
        FileTask::Sniff(ids) => {
            for id in ids {
                spawn_local(sniff_content(files, id, dispatch.clone()));
            }
        }
        FileTask::ConvertToJpeg(id) => spawn_local(convert_to_jpeg(files, id, dispatch)),
        FileTask::Downscale { images, megapixels } => {
            spawn_local(downscale(files, images, megapixels, dispatch));
        }
    }
}

/// A file to check, and the files that it may duplicate.
struct FileToCheck {
    file: File,
    others: Vec<(FileId, File)>,
}

fn check_files(files: SelectedFiles, checks: Vec<FileCheck>, dispatch: Dispatch) {
    let with_id = |id| Some((id, files.original(id)?));
    let to_check = |check: FileCheck| {
        let (id, file) = with_id(check.file)?;
        let others = check.candidates.into_iter().filter_map(with_id).collect();
        Some((id, FileToCheck { file, others }))
    };
    let checks = Rc::new(Checks {
        waiting: RefCell::new(checks.into_iter().filter_map(to_check).collect()),
        running: Cell::new(CONCURRENT_CHECKS),
        issues: RefCell::default(),
    });
    for _ in 0..CONCURRENT_CHECKS {
        spawn_local(checks.clone().run(files));
    }
    spawn_local(async move {
        // The issues of one selection are reported together, unless a file takes long.
        while checks.running.get() > 0 && !files.is_disposed() {
            platform::sleep(REPORT_INTERVAL).await;
            checks.report(&dispatch);
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
    async fn run(self: Rc<Self>, files: SelectedFiles) {
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some((id, file)) = next.filter(|_| !files.is_disposed()) else {
                break;
            };
            let issue: LocalBoxFuture<_> = Box::pin(find_issue(file));
            let issue = platform::with_timeout(SNIFF_TIMEOUT, issue).await;
            let issue = issue.flatten().map(|issue| (id, issue));
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

async fn sniff_content(files: SelectedFiles, id: FileId, dispatch: Dispatch) {
    let content = match files.get(id) {
        Some(file) => {
            let content = platform::detect_content(&file);
            platform::with_timeout(SNIFF_TIMEOUT, Box::pin(content)).await
        }
        None => None,
    };
    dispatch(Event::FileSniffed(
        id,
        content.unwrap_or(FileContent::Other),
    ));
}

async fn convert_to_jpeg(files: SelectedFiles, id: FileId, dispatch: Dispatch) {
    let converted = match files.get(id) {
        Some(file) => {
            let converted = platform::convert_to_jpeg(&file, CONVERTED_MEGAPIXELS);
            platform::with_timeout(IMAGE_TIMEOUT, Box::pin(converted)).await
        }
        None => None,
    };
    let converted = converted.flatten();
    let size = converted.as_ref().map(platform::file_size);
    let is_replaced = converted.is_some_and(|file| files.replace(id, file));
    dispatch(Event::FileConverted(id, size.filter(|_| is_replaced)));
}

async fn downscale(
    files: SelectedFiles,
    images: Vec<(FileId, &'static str)>,
    megapixels: u32,
    dispatch: Dispatch,
) {
    let with_file = |(id, media_type)| Some((id, media_type, files.get(id)?));
    let images: Vec<_> = images.into_iter().filter_map(with_file).collect();
    for (id, media_type, file) in images {
        let smaller = platform::downscale(&file, media_type, megapixels);
        let smaller = platform::with_timeout(IMAGE_TIMEOUT, Box::pin(smaller)).await;
        let smaller = smaller.flatten();
        let size = smaller.as_ref().map(platform::file_size);
        if files.is_disposed() {
            return;
        }
        dispatch(match (files.add_alternative(id, smaller), size) {
            (true, Some(size)) => Event::FileDownscaled(id, size),
            _ => Event::FileNotDownscaled(id),
        });
    }
}
