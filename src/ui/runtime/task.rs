//! Local tasks.

use leptos::task;
use std::pin::Pin;

/// A boxed future that stays on its thread.
pub type LocalBoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Spawns a task on this thread. The future is boxed, so that the executor's code is compiled once,
/// not once for each future.
pub fn spawn_local(task: impl Future<Output = ()> + 'static) {
    let task: LocalBoxFuture<()> = Box::pin(task);
    task::spawn_local(task);
}
