//! The second half of the bundle: what nobody needs before they touch the form.
//!
//! With the feature `split` it is a file of its own, fetched when somebody first does, and everything
//! that is named only behind [`Second`] is in it. What both halves name is in the first one. Without
//! the feature it is there already, and comes at the same moment.

use super::effects::{Examined, Here, Opening, Peek};
use super::message::Parts;
use crate::form::Flaw;
use crate::rules::Rules;
use crate::ticket::{Opened, SendError};
use leptos::prelude::*;
use std::{cell::Cell, pin::Pin};
#[cfg(feature = "split")]
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::File;

/// What takes its time.
pub type Doing<T> = Pin<Box<dyn Future<Output = T>>>;

/// What the second half does.
pub trait Second {
    /// Makes the parts of the message's editor work, for as long as the owner stands that this is
    /// called under.
    fn make_work(&self, parts: &Parts);
    /// Opens a ticket that has files.
    fn open_with_files(&self, opening: Opening) -> Doing<Result<Opened, SendError>>;
    /// Reads the patterns that answers are judged by. Until then the relay judges alone.
    fn read_patterns(&self, rules: &mut Rules);
    /// Looks at a file that was chosen.
    fn flaw_of(&self, examined: Examined) -> Doing<Option<Flaw>>;
    /// Makes a picture smaller, where that can be done.
    fn smaller(&self, file: File, kind: &'static str, megapixels: u32) -> Doing<Option<File>>;
    /// Reads how a text begins.
    fn peek(&self, file: File) -> Doing<Option<Peek>>;
}

/// The half did not come. It may the next time.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(feature = "split")]
#[wasm_split(editor, fallible)]
fn fetch() -> Result<&'static dyn Second, Missing> {
    Ok(&Here)
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async, reason = "elsewhere it comes later")]
async fn fetch() -> Result<&'static dyn Second, Missing> {
    Ok(&Here)
}

thread_local! {
    static HERE: Cell<Option<&'static dyn Second>> = const { Cell::new(None) };
    static FAILED: Cell<bool> = const { Cell::new(false) };
    static CHANGED: ArcTrigger = ArcTrigger::new();
}

/// Brings the half, unless it is here.
pub async fn bring() -> Result<&'static dyn Second, Missing> {
    if let Some(here) = HERE.get() {
        return Ok(here);
    }
    let fetched = fetch().await;
    // Others may have waited for the same, and it comes but once: those who follow begin to work.
    if HERE.get().is_none() {
        HERE.set(fetched.ok());
        let failed_before = FAILED.replace(fetched.is_err());
        if fetched.is_ok() || !failed_before {
            CHANGED.with(Notify::notify);
        }
    }
    fetched
}

/// The half, if it is here; who follows signals is told when it comes.
pub fn here() -> Option<&'static dyn Second> {
    CHANGED.with(Track::track);
    HERE.get()
}

/// Whether the last try to fetch the half failed; who follows signals is told of a change.
pub fn is_missing() -> bool {
    CHANGED.with(Track::track);
    HERE.get().is_none() && FAILED.get()
}
