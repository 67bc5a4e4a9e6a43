//! Streaming encoder for the request body of a ticket with files.

use super::clock::now;
use super::file::file_size;
use crate::ticket::{Attachment, SendError, Ticket};
use crate::wire::{self, attachments::Encoder};
use js_sys::{Array, Uint8Array};
use std::collections::VecDeque;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, File};

/// Size of a slice, in bytes. The browser's event loop runs after each slice, so that the page
/// stays responsive.
const SLICE_BYTES: u64 = 1 << 20;

/// Number of slices read concurrently: the next ones are read while one is encoded.
const READ_AHEAD: usize = 8;

/// Minimum time between two progress reports, in milliseconds. The form takes longer to render a
/// report than the encoder takes for a slice.
const PROGRESS_INTERVAL: f64 = 100.0;

/// Number of encoded bytes held in the page's memory before they become a `Blob`. A request of
/// PHP's default maximum size fits into one `Blob`. Each `Blob` costs some milliseconds.
const BLOB_BYTES: usize = 16 << 20;

/// Encodes the request body of a ticket with files.
///
/// Encoded bytes become `Blob`s at intervals: the browser stores `Blob`s outside of the page's
/// memory, so neither the JavaScript heap nor wasm memory grows. `on_progress` receives the number
/// of file bytes encoded, at intervals and at the end.
///
/// # Errors
/// - [`SendError::FileGone`] names a file that was changed, moved or removed after selection.
/// - [`SendError::Cancelled`] if `abort_signal` is aborted.
/// - [`SendError::NotSent`] if the browser cannot create a `Blob`.
pub async fn encode_request_body(
    ticket: &Ticket<File>,
    abort_signal: &AbortSignal,
    on_progress: &dyn Fn(u64),
) -> Result<Blob, SendError> {
    let mut writer = BodyWriter::new(ticket);
    let mut slices = ticket.attachments.iter().flat_map(FileSlice::all);
    let mut reported_at = now();
    let mut reading: VecDeque<_> = slices.by_ref().take(READ_AHEAD).collect();
    while let Some(mut slice) = reading.pop_front() {
        let bytes = slice.bytes().await?;
        if abort_signal.aborted() {
            return Err(SendError::Cancelled);
        }
        reading.extend(slices.next());
        writer.write(&slice, &bytes)?;
        if reading.is_empty() || (now() - reported_at).abs() > PROGRESS_INTERVAL {
            reported_at = now();
            on_progress(writer.encoded_bytes);
        }
    }
    writer.finish()
}

/// A slice of a file that is being read.
struct FileSlice<'a> {
    attachment: &'a Attachment<File>,
    start: u64,
    end: u64,
    read: Option<JsFuture>,
}

impl<'a> FileSlice<'a> {
    /// Returns the slices of a file in order; reading starts as the iterator yields each slice. An
    /// empty file has one empty slice.
    fn all(attachment: &'a Attachment<File>) -> impl Iterator<Item = Self> {
        let file = attachment.body();
        let is_unchanged = file_size(file) == attachment.size();
        // Slicing a `File` blocks until the browser has looked it up on disk, each time. A `Blob`
        // of the whole file needs that lookup only once.
        let whole_file = file.slice().ok().filter(|_| is_unchanged);
        let starts = (0..attachment.size().max(1)).step_by(SLICE_BYTES as usize);
        starts.map(move |start| Self::start_reading(attachment, whole_file.as_ref(), start))
    }

    fn start_reading(
        attachment: &'a Attachment<File>,
        whole_file: Option<&Blob>,
        start: u64,
    ) -> Self {
        let end = (start + SLICE_BYTES).min(attachment.size());
        // A file's size is below 2^53, so its offsets are exact as f64.
        let slice = |file: &Blob| file.slice_with_f64_and_f64(start as f64, end as f64);
        let blob = whole_file.and_then(|file| slice(file).ok());
        Self {
            attachment,
            start,
            end,
            read: blob.map(|blob| JsFuture::from(blob.array_buffer())),
        }
    }

    async fn bytes(&mut self) -> Result<Uint8Array, SendError> {
        let file_gone = || SendError::FileGone(self.attachment.name().clone());
        let read = self.read.take().ok_or_else(file_gone)?;
        let bytes = Uint8Array::new(&read.await.map_err(|_| file_gone())?);
        let is_complete = u64::from(bytes.length()) == self.end - self.start;
        is_complete.then_some(bytes).ok_or_else(file_gone)
    }
}

/// Creates a `Blob` from byte arrays and other `Blob`s.
fn create_blob(parts: &Array) -> Result<Blob, SendError> {
    Blob::new_with_u8_array_sequence(parts).map_err(|_| SendError::NotSent)
}

/// Writes the request body. The buffers for a slice and its encoded text are reused.
struct BodyWriter {
    encoder: Encoder,
    bytes: Vec<u8>,
    text: String,
    /// Encoded parts that are not in a `Blob` yet.
    pending: Array,
    pending_bytes: usize,
    blobs: Array,
    /// Number of file bytes encoded so far.
    encoded_bytes: u64,
}

impl BodyWriter {
    fn new(ticket: &Ticket<File>) -> Self {
        let mut text = wire::encode_without_attachments(ticket);
        wire::urlencoded::append(&mut text, wire::parameter_names::ATTACHMENTS, "");
        Self {
            encoder: Encoder::new(),
            bytes: Vec::new(),
            text,
            pending: Array::new(),
            pending_bytes: 0,
            blobs: Array::new(),
            encoded_bytes: 0,
        }
    }

    fn write(&mut self, slice: &FileSlice<'_>, bytes: &Uint8Array) -> Result<(), SendError> {
        let name = slice.attachment.name();
        if slice.start == 0 {
            self.encoder.start_file(name, &mut self.text);
        }
        self.bytes.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.bytes);
        self.encoder.push_bytes(&self.bytes, &mut self.text);
        self.flush_text();
        self.encoded_bytes += slice.end - slice.start;
        if self.pending_bytes < BLOB_BYTES {
            return Ok(());
        }
        self.flush_to_blob()
    }

    fn flush_text(&mut self) {
        self.pending.push(&Uint8Array::from(self.text.as_bytes()));
        self.pending_bytes += self.text.len();
        self.text.clear();
    }

    fn flush_to_blob(&mut self) -> Result<(), SendError> {
        let pending = std::mem::take(&mut self.pending);
        self.blobs.push(&create_blob(&pending)?.into());
        self.pending_bytes = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<Blob, SendError> {
        std::mem::take(&mut self.encoder).finish(&mut self.text);
        self.flush_text();
        create_blob(&self.blobs.concat(&self.pending))
    }
}
