//! A file's bytes, a slice at a time, into the parts of a `Blob`.

use super::size_of;
use crate::ticket::{FileName, SendError, Ticket};
use crate::wire::{self, attachments::Encoder};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, File};

/// How much of a file is in memory at a time, in bytes. After each slice the browser gets its
/// turn, so that the page stays alive.
const SLICE: u64 = 1 << 20;

/// The whole request of a ticket with files. What is encoded becomes a `Blob` at once: the
/// browser keeps those outside of the page's memory, so neither heap grows with the files.
///
/// # Errors
/// [`SendError::FileGone`] names a file that was changed, moved or removed since it was chosen;
/// [`SendError::Cancelled`].
pub async fn body(ticket: &Ticket<File>, stop: &AbortSignal) -> Result<Blob, SendError> {
    let parts = Parts(Array::new());
    let mut encoder = Encoder::new();
    let mut text = wire::encode_text(ticket);
    wire::urlencoded::append(&mut text, wire::names::ATTACHMENTS, "");
    for attachment in &ticket.attachments {
        let gone = || SendError::FileGone(attachment.name().clone());
        if size_of(attachment.body()) != attachment.size() {
            return Err(gone());
        }
        encoder.file(attachment.name(), &mut text);
        for start in (0..attachment.size()).step_by(SLICE as usize) {
            let bytes = slice(attachment.body(), start).await.map_err(|_| gone())?;
            if stop.aborted() {
                return Err(SendError::Cancelled);
            }
            encoder.bytes(&bytes, &mut text);
            parts.add(&mut text, attachment.name())?;
        }
    }
    encoder.finish(&mut text);
    parts.0.push(&text.into());
    Blob::new_with_str_sequence(&parts.0).map_err(|_| SendError::NotSent)
}

async fn slice(file: &File, start: u64) -> Result<Vec<u8>, JsValue> {
    // A file's size is below 2^53, so its places are exact as f64.
    let part = file.slice_with_f64_and_f64(start as f64, (start + SLICE) as f64)?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

struct Parts(Array);

impl Parts {
    /// Takes the text and leaves it empty.
    fn add(&self, text: &mut String, name: &FileName) -> Result<(), SendError> {
        let bytes = Array::of1(&Uint8Array::from(text.as_bytes()));
        let blob = Blob::new_with_u8_array_sequence(&bytes)
            .map_err(|_| SendError::FileGone(name.clone()))?;
        self.0.push(&blob);
        text.clear();
        Ok(())
    }
}
