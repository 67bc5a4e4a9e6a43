//! The bodies, each with a number of its own by which it is known again.

use bytes::Bytes;
use open_ticket::ticket::FileName;
use open_ticket::wire::attachments::Encoder;

/// How a body says its number: the `subject` begins with it.
const SUBJECT: &[u8] = b"subject=";
const ATTACHMENTS: &[u8] = b"&attachments=";

/// A message as people write it: a few lines.
const MESSAGE: &str = "Since+this+morning+web-1+answers+with+**502**+from+time+to+time.%0D%0A%0D%0A\
    -+It+began+at+about+08%3A40%0D%0A-+A+restart+of+PHP+helps+for+some+minutes%0D%0A\
    -+Nothing+was+changed%0D%0A%0D%0A%60%60%60%0D%0Aupstream+prematurely+closed+connection%0D%0A\
    %60%60%60%0D%0A%0D%0APlease+have+a+look.+Gr%C3%BC%C3%9Fe";

/// Tickets that differ in their number.
#[derive(Clone)]
pub struct Tickets {
    files: Bytes,
}

impl Tickets {
    /// Without files.
    pub fn of_text() -> Self {
        Self {
            files: Bytes::new(),
        }
    }

    /// With two files of `size` bytes together.
    pub fn with_files(size: usize) -> Self {
        let bytes = noise(size / 2);
        let (mut value, mut encoder) = (String::new(), Encoder::new());
        for name in ["screenshot.png", "access.log"] {
            let Ok(name) = FileName::parse(name) else {
                continue;
            };
            encoder.file(&name, &mut value);
            encoder.bytes(&bytes, &mut value);
        }
        encoder.finish(&mut value);
        Self {
            files: [ATTACHMENTS, value.as_bytes()].concat().into(),
        }
    }

    /// A body in its two pieces; the second is the same memory for all.
    pub fn body(&self, number: usize) -> [Bytes; 2] {
        let text = format!(
            "action=OpenTicket&responsetype=json&deptid=1&name=Ada+Lovelace&email=ada%40example.com\
             &subject={number}+answers+502&message={MESSAGE}&priority=Medium&markdown=1"
        );
        [text.into(), self.files.clone()]
    }

    /// The number of a body that came through with its files as they were sent.
    pub fn number(&self, body: &[u8]) -> Option<usize> {
        let value = &body[find(body, SUBJECT)? + SUBJECT.len()..];
        let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
        let number = str::from_utf8(&value[..digits]).ok()?.parse().ok()?;
        self.has_files(body).then_some(number)
    }

    fn has_files(&self, body: &[u8]) -> bool {
        self.files.is_empty()
            || find(body, ATTACHMENTS).is_some_and(|at| body[at..].starts_with(&self.files))
    }
}

fn find(body: &[u8], word: &[u8]) -> Option<usize> {
    body.windows(word.len()).position(|window| window == word)
}

/// Bytes that look like nothing, the same each time.
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
