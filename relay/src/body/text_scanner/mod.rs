//! Reads the text fields of a `multipart/form-data` body (RFC 7578) from its chunks, while the body
//! is buffered, refused or discarded.
//!
//! The form's parser needs a complete body. This scanner keeps the typed text even if the request is
//! refused: for a file that is too large, a connection that is too slow, or a name that is not allowed.

mod header_parameter;

use header_parameter::parameter;

/// Maximum size of the text that is kept, in bytes. A page repeats it, up to six times as large in
/// HTML. A message of 65,000 characters has at most 260 kB.
pub const MAX_SCANNED_TEXT: usize = 512 << 10;

/// Maximum size of the head of a part, in bytes.
const MAX_HEAD_BYTES: usize = 16 << 10;

/// Maximum number of parts, as in the form's parser.
const MAX_PARTS: usize = 1_000;

/// Text fields and files found so far.
#[derive(Debug, Default)]
pub struct ScannedForm {
    /// Names and values of the text fields, in order.
    pub texts: Vec<(String, String)>,
    /// Names and sizes of the files, in order.
    pub files: Vec<(String, u64)>,
    /// `true` if the form ended, and all of its text is here.
    pub is_complete: bool,
}

/// Scanner of one body.
#[derive(Debug)]
pub struct TextScanner {
    /// Line break, two hyphens and the boundary.
    delimiter: Vec<u8>,
    state: State,
    /// Bytes that have been received, but not consumed: at most a head, or the start of a delimiter,
    /// and one chunk.
    pending: Vec<u8>,
    text_bytes: usize,
    is_truncated: bool,
    texts: Vec<(String, Vec<u8>)>,
    form: ScannedForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first delimiter.
    Preamble,
    /// After a delimiter: the end of its line, or two hyphens at the end of the form.
    DelimiterEnd,
    Head,
    Text,
    File,
    /// After the end, or after content that the scanner does not support.
    Finished,
}

impl TextScanner {
    /// Creates a scanner for a media type, which contains the boundary.
    #[must_use]
    pub fn new(content_type: &str) -> Self {
        let boundary = parameter(content_type, "boundary").unwrap_or_default();
        let is_valid = (1..=200).contains(&boundary.len());
        Self {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            state: if is_valid {
                State::Preamble
            } else {
                State::Finished
            },
            // The first delimiter has no line break before it.
            pending: b"\r\n".to_vec(),
            text_bytes: 0,
            is_truncated: false,
            texts: Vec::new(),
            form: ScannedForm::default(),
        }
    }

    /// Returns what has been found. The text of an incomplete part is included.
    #[must_use]
    pub fn into_form(mut self) -> ScannedForm {
        if matches!(self.state, State::Text) {
            let rest = std::mem::take(&mut self.pending);
            self.push(&rest);
        }
        let to_text =
            |(name, bytes): (String, Vec<u8>)| (name, String::from_utf8_lossy(&bytes).into_owned());
        ScannedForm {
            texts: self.texts.into_iter().map(to_text).collect(),
            is_complete: self.form.is_complete && !self.is_truncated,
            ..self.form
        }
    }

    /// Returns the first text field with this name that is not empty, if it has at most
    /// `max_bytes` bytes of valid UTF-8 and the delimiter after it has arrived. A longer text is not
    /// checked for UTF-8, because this function is called for each chunk.
    #[must_use]
    pub fn complete_text(&self, name: &str, max_bytes: usize) -> Option<&str> {
        let incomplete = usize::from(self.state == State::Text);
        let complete = self.texts.len().saturating_sub(incomplete);
        let mut complete = self.texts.iter().take(complete);
        let (_, text) = complete.find(|(found, text)| found == name && !text.is_empty())?;
        let is_short = text.len() <= max_bytes;
        is_short.then(|| std::str::from_utf8(text).ok())?
    }

    /// Returns the number of bytes that are held, except for the text found so far.
    #[must_use]
    pub const fn pending_bytes(&self) -> usize {
        self.pending.len()
    }

    /// Adds the next chunk.
    pub fn feed(&mut self, chunk: &[u8]) {
        // In slices, so that the copy stays small.
        for slice in chunk.chunks(16 << 10) {
            if self.state == State::Finished {
                self.pending = Vec::new();
                return;
            }
            self.pending.extend_from_slice(slice);
            while self.step() {}
        }
    }

    /// Consumes pending bytes. Returns `false` if more are needed.
    fn step(&mut self) -> bool {
        match self.state {
            State::Preamble | State::Text | State::File => self.content(),
            State::DelimiterEnd => self.delimiter_end(),
            State::Head => self.head(),
            State::Finished => false,
        }
    }

    fn content(&mut self) -> bool {
        let found = find(&self.pending, &self.delimiter);
        // Without a delimiter, its first bytes may be at the end.
        let kept = self.delimiter.len().saturating_sub(1);
        let end = found.unwrap_or_else(|| self.pending.len().saturating_sub(kept));
        let content: Vec<u8> = self.pending.drain(..end).collect();
        self.push(&content);
        if found.is_some() {
            self.pending.drain(..self.delimiter.len());
            self.state = State::DelimiterEnd;
        }
        found.is_some()
    }

    fn delimiter_end(&mut self) -> bool {
        if self.pending.len() < 2 {
            return false;
        }
        if self.pending.starts_with(b"--") {
            self.form.is_complete = true;
            self.state = State::Finished;
            return false;
        }
        // White space may follow the boundary (RFC 2046, section 5.1.1). The line break stays: a
        // part without headers starts with another.
        let blanks = self
            .pending
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        self.pending.drain(..blanks);
        if self.pending.len() < 2 {
            return false;
        }
        self.state = if self.pending.starts_with(b"\r\n") {
            State::Head
        } else {
            State::Finished
        };
        true
    }

    fn head(&mut self) -> bool {
        let Some(end) = find(&self.pending, b"\r\n\r\n") else {
            if self.pending.len() > MAX_HEAD_BYTES {
                self.state = State::Finished;
            }
            return false;
        };
        let head: Vec<u8> = self.pending.drain(..end + 4).collect();
        let head = String::from_utf8_lossy(&head);
        let disposition = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition")
                .then_some(value)
        });
        let name = disposition.and_then(|value| parameter(value, "name"));
        let file_name = disposition.and_then(|value| parameter(value, "filename"));
        if self.texts.len() + self.form.files.len() == MAX_PARTS {
            self.state = State::Finished;
            return false;
        }
        self.state = match file_name {
            Some(file_name) => {
                self.form.files.push((file_name, 0));
                State::File
            }
            None => {
                self.texts.push((name.unwrap_or_default(), Vec::new()));
                State::Text
            }
        };
        true
    }

    /// Adds content to the current part.
    fn push(&mut self, content: &[u8]) {
        match self.state {
            State::File => {
                if let Some((_, size)) = self.form.files.last_mut() {
                    *size += content.len() as u64;
                }
            }
            State::Text => {
                let available = MAX_SCANNED_TEXT - self.text_bytes;
                self.is_truncated |= content.len() > available;
                let content = &content[..content.len().min(available)];
                self.text_bytes += content.len();
                if let Some((_, text)) = self.texts.last_mut() {
                    text.extend_from_slice(content);
                }
            }
            _ => {}
        }
    }
}

fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    let first = pattern.first()?;
    let mut start = 0;
    loop {
        start += bytes.get(start..)?.iter().position(|byte| byte == first)?;
        if bytes[start..].starts_with(pattern) {
            return Some(start);
        }
        start += 1;
    }
}
