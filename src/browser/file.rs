//! A file's bytes, a slice at a time, into the parts of a `Blob`.

use super::size_of;
use crate::ticket::{Attachment, SendError, Ticket};
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
/// `progress` is told how many bytes of the files are encoded.
///
/// # Errors
/// [`SendError::FileGone`] names a file that was changed, moved or removed since it was chosen;
/// [`SendError::Cancelled`].
pub async fn body(
    ticket: &Ticket<File>,
    stop: &AbortSignal,
    progress: &dyn Fn(u64),
) -> Result<Blob, SendError> {
    let mut writer = Writer::of(ticket);
    let mut slices = ticket.attachments.iter().flat_map(Slice::all_of);
    let mut next = slices.next();
    while let Some(mut slice) = next {
        let bytes = slice.bytes().await?;
        if stop.aborted() {
            return Err(SendError::Cancelled);
        }
        // The next one is read while this one is encoded.
        next = slices.next();
        progress(writer.write(&slice, &bytes)?);
    }
    writer.finish()
}

/// A piece of a file that is being read.
struct Slice<'a> {
    attachment: &'a Attachment<File>,
    start: u64,
    end: u64,
    reading: Option<JsFuture>,
}

impl<'a> Slice<'a> {
    /// All pieces of a file, in their order; each begins to be read as it is taken. An empty file
    /// has one, too.
    fn all_of(attachment: &'a Attachment<File>) -> impl Iterator<Item = Self> {
        let starts = (0..attachment.size().max(1)).step_by(SLICE as usize);
        starts.map(move |start| Self::begin(attachment, start))
    }

    fn begin(attachment: &'a Attachment<File>, start: u64) -> Self {
        let end = (start + SLICE).min(attachment.size());
        let file = attachment.body();
        let is_as_chosen = size_of(file) == attachment.size();
        // A file's size is below 2^53, so its places are exact as f64.
        let part = file.slice_with_f64_and_f64(start as f64, end as f64).ok();
        Self {
            attachment,
            start,
            end,
            reading: part
                .filter(|_| is_as_chosen)
                .map(|part| JsFuture::from(part.array_buffer())),
        }
    }

    async fn bytes(&mut self) -> Result<Uint8Array, SendError> {
        let gone = || SendError::FileGone(self.attachment.name().clone());
        let reading = self.reading.take().ok_or_else(gone)?;
        let bytes = Uint8Array::new(&reading.await.map_err(|_| gone())?);
        let is_whole = u64::from(bytes.length()) == self.end - self.start;
        is_whole.then_some(bytes).ok_or_else(gone)
    }
}

/// Writes the request. The memory that a slice and its text take is used again for the next one.
struct Writer {
    encoder: Encoder,
    bytes: Vec<u8>,
    text: String,
    parts: Array,
    done: u64,
}

impl Writer {
    fn of(ticket: &Ticket<File>) -> Self {
        let mut text = wire::encode_text(ticket);
        wire::urlencoded::append(&mut text, wire::names::ATTACHMENTS, "");
        Self {
            encoder: Encoder::new(),
            bytes: Vec::new(),
            text,
            parts: Array::new(),
            done: 0,
        }
    }

    /// Encodes a slice, and says how much is encoded by now.
    fn write(&mut self, slice: &Slice<'_>, bytes: &Uint8Array) -> Result<u64, SendError> {
        let name = slice.attachment.name();
        if slice.start == 0 {
            self.encoder.file(name, &mut self.text);
        }
        self.bytes.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.bytes);
        self.encoder.bytes(&self.bytes, &mut self.text);
        let part = Array::of1(&Uint8Array::from(self.text.as_bytes()));
        let part = Blob::new_with_u8_array_sequence(&part).map_err(|_| SendError::NotSent)?;
        self.parts.push(&part);
        self.text.clear();
        self.done += slice.end - slice.start;
        Ok(self.done)
    }

    fn finish(mut self) -> Result<Blob, SendError> {
        self.encoder.finish(&mut self.text);
        self.parts.push(&JsValue::from(self.text));
        Blob::new_with_str_sequence(&self.parts).map_err(|_| SendError::NotSent)
    }
}
