//! Starts tasks that read files, as soon as the editor chunk is loaded.

use super::dispatch::Dispatch;
use super::file_task::FileTask;
use super::selected_files::SelectedFiles;
use super::task::spawn_local;
use crate::ui::editor_chunk;

/// Starts a task. Files are checked whenever the editor chunk arrives; a submission waits for the
/// other tasks, so they end if the chunk cannot be loaded.
pub fn start_file_task(files: SelectedFiles, task: FileTask, dispatch: Dispatch) {
    spawn_local(async move {
        let module = match task {
            FileTask::Check(_) => editor_chunk::load_while(&|| !files.is_disposed()).await,
            _ => editor_chunk::load().await.ok(),
        };
        match module {
            Some(module) => module.run_file_task(files, task, dispatch),
            None => task
                .events_without_module()
                .into_iter()
                .for_each(|event| dispatch(event)),
        }
    });
}
