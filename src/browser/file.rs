//! A file's bytes, a slice at a time, into the parts of a `Blob`.

use super::size_of;
use crate::ticket::{Attachment, SendError, Ticket};
use crate::wire::{self, attachments::Encoder};
use js_sys::{Array, Date, Uint8Array};
use std::collections::VecDeque;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, File};

/// How much of a file is in memory at a time, in bytes. After each slice the browser gets its
/// turn, so that the page stays alive.
const SLICE: u64 = 1 << 20;

/// How many slices are being read at a time: while one is encoded, the next ones come.
const AHEAD: usize = 8;

/// How long nothing is told of the reading, in milliseconds: the page draws what it is told, and
/// that takes longer than a slice.
const UNTOLD: f64 = 100.0;

/// How much of the request is kept in the page's memory before it becomes a `Blob`, in bytes: the
/// body that PHP takes unless told otherwise becomes one only, and each costs some milliseconds.
const KEPT: usize = 16 << 20;

/// The whole request of a ticket with files. What is encoded becomes a `Blob` now and then: the
/// browser keeps those outside of the page's memory, so neither heap grows with the files.
/// `progress` is told now and then, and at the end, how many bytes of the files are encoded.
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
    let mut told = Date::now();
    let mut reading: VecDeque<_> = slices.by_ref().take(AHEAD).collect();
    while let Some(mut slice) = reading.pop_front() {
        let bytes = slice.bytes().await?;
        if stop.aborted() {
            return Err(SendError::Cancelled);
        }
        reading.extend(slices.next());
        writer.write(&slice, &bytes)?;
        if reading.is_empty() || (Date::now() - told).abs() > UNTOLD {
            told = Date::now();
            progress(writer.done);
        }
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
        let file = attachment.body();
        let is_as_chosen = size_of(file) == attachment.size();
        // For each slice of a `File` the page waits until the browser has looked it up on the disk;
        // a `Blob` of it was looked up once.
        let whole = file.slice().ok().filter(|_| is_as_chosen);
        let starts = (0..attachment.size().max(1)).step_by(SLICE as usize);
        starts.map(move |start| Self::begin(attachment, whole.as_ref(), start))
    }

    fn begin(attachment: &'a Attachment<File>, whole: Option<&Blob>, start: u64) -> Self {
        let end = (start + SLICE).min(attachment.size());
        // A file's size is below 2^53, so its places are exact as f64.
        let slice = |whole: &Blob| whole.slice_with_f64_and_f64(start as f64, end as f64);
        let part = whole.and_then(|whole| slice(whole).ok());
        Self {
            attachment,
            start,
            end,
            reading: part.map(|part| JsFuture::from(part.array_buffer())),
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

/// Of bytes, and of other `Blob`s: what the parts are is the browser's to see.
fn blob(parts: &Array) -> Result<Blob, SendError> {
    Blob::new_with_u8_array_sequence(parts).map_err(|_| SendError::NotSent)
}

/// Writes the request. The memory that a slice and its text take is used again for the next one.
struct Writer {
    encoder: Encoder,
    bytes: Vec<u8>,
    text: String,
    kept: Array,
    size: usize,
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
            kept: Array::new(),
            size: 0,
            parts: Array::new(),
            done: 0,
        }
    }

    fn write(&mut self, slice: &Slice<'_>, bytes: &Uint8Array) -> Result<(), SendError> {
        let name = slice.attachment.name();
        if slice.start == 0 {
            self.encoder.file(name, &mut self.text);
        }
        self.bytes.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.bytes);
        self.encoder.bytes(&self.bytes, &mut self.text);
        self.keep();
        self.done += slice.end - slice.start;
        if self.size < KEPT {
            return Ok(());
        }
        self.put_away()
    }

    fn keep(&mut self) {
        self.kept.push(&Uint8Array::from(self.text.as_bytes()));
        self.size += self.text.len();
        self.text.clear();
    }

    fn put_away(&mut self) -> Result<(), SendError> {
        let kept = std::mem::take(&mut self.kept);
        self.parts.push(&blob(&kept)?.into());
        self.size = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<Blob, SendError> {
        std::mem::take(&mut self.encoder).finish(&mut self.text);
        self.keep();
        blob(&self.parts.concat(&self.kept))
    }
}
