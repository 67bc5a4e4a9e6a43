//! Request bodies, each identified by a number.

use bytes::Bytes;
use open_ticket::ticket::FileName;
use open_ticket::wire::attachments::Encoder;

/// The `subject` starts with the number.
const SUBJECT: &[u8] = b"subject=";
const ATTACHMENTS: &[u8] = b"&attachments=";

/// Typical message of a few lines.
const MESSAGE: &str = "Since+this+morning+web-1+answers+with+**502**+from+time+to+time.%0D%0A%0D%0A\
    -+It+began+at+about+08%3A40%0D%0A-+A+restart+of+PHP+helps+for+some+minutes%0D%0A\
    -+Nothing+was+changed%0D%0A%0D%0A%60%60%60%0D%0Aupstream+prematurely+closed+connection%0D%0A\
    %60%60%60%0D%0A%0D%0APlease+have+a+look.+Gr%C3%BC%C3%9Fe";

/// Source of tickets that differ only in their number.
#[derive(Clone)]
pub struct Tickets {
    files: Bytes,
}

impl Tickets {
    /// Creates tickets without files.
    pub fn text_only() -> Self {
        Self {
            files: Bytes::new(),
        }
    }

    /// Creates tickets with two files of `size` bytes in total.
    pub fn with_files(size: usize) -> Self {
        let bytes = noise(size / 2);
        let (mut value, mut encoder) = (String::new(), Encoder::new());
        for name in ["screenshot.png", "access.log"] {
            let Ok(name) = FileName::parse(name) else {
                continue;
            };
            encoder.start_file(&name, &mut value);
            encoder.push_bytes(&bytes, &mut value);
        }
        encoder.finish(&mut value);
        Self {
            files: [ATTACHMENTS, value.as_bytes()].concat().into(),
        }
    }

    /// Returns a body in two parts. All bodies share the second one.
    pub fn body(&self, number: usize) -> [Bytes; 2] {
        let text = format!(
            "action=OpenTicket&responsetype=json&deptid=1&name=Ada+Lovelace&email=ada%40example.com\
             &subject={number}+answers+502&message={MESSAGE}&priority=Medium&markdown=1"
        );
        [text.into(), self.files.clone()]
    }

    /// Returns the number of a body if its files arrived unchanged.
    pub fn number(&self, body: &[u8]) -> Option<usize> {
        let value = &body[find(body, SUBJECT)? + SUBJECT.len()..];
        let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
        let number = str::from_utf8(&value[..digits]).ok()?.parse().ok()?;
        self.has_files(body).then_some(number)
    }

    fn has_files(&self, body: &[u8]) -> bool {
        self.files.is_empty()
            || find(body, ATTACHMENTS).is_some_and(|start| body[start..].starts_with(&self.files))
    }
}

fn find(body: &[u8], pattern: &[u8]) -> Option<usize> {
    body.windows(pattern.len())
        .position(|window| window == pattern)
}

/// Returns pseudorandom bytes, the same for every run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    std::iter::repeat_with(next).take(count).collect()
}
