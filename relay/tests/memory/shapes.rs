//! Request bodies whose shape could take many times their size in memory.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Boundary of the multipart bodies.
pub const BOUNDARY: &str = "b";

/// Request body of one shape.
pub struct Shape {
    pub name: String,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// Repeats `text` up to a size, within `start` and `end`.
fn repeated(start: &str, text: &str, end: &str, size: usize) -> String {
    let count = size.saturating_sub(start.len() + end.len()) / text.len();
    format!("{start}{}{end}", text.repeat(count))
}

fn raw(name: &str, body: String) -> Shape {
    Shape {
        name: name.to_owned(),
        content_type: "application/x-www-form-urlencoded".to_owned(),
        body: body.into_bytes(),
    }
}

/// A ticket for a department that does not exist, so that no ticket is opened.
fn urlencoded(name: &str, parameter: &str, value: &str) -> Shape {
    let ticket = "action=OpenTicket&deptid=99&name=a&email=a@example.com&subject=s&message=m";
    let value = value.replace('+', "%2B").replace('=', "%3D");
    raw(
        &format!("{parameter}: {name}"),
        format!("{ticket}&{parameter}={value}"),
    )
}

fn multipart(name: &str, body: String) -> Shape {
    Shape {
        name: format!("multipart: {name}"),
        content_type: format!("multipart/form-data; boundary={BOUNDARY}"),
        body: body.into_bytes(),
    }
}

/// Lists of files in JSON: deep, broad, with long strings, escapes and repeated keys.
pub fn json_lists(size: usize) -> Vec<(&'static str, String)> {
    let file = |data: &str| format!(r#"[{{"name":"a.txt","data":"{data}"}}]"#);
    let zeros = "AAAA".repeat((size - 64) / 4);
    vec![
        ("empty keys", repeated("[", r#"{"":0},"#, "0]", size)),
        ("empty objects", repeated("[", "{},", "{}]", size)),
        ("numbers", repeated("[", "0,", "0]", size)),
        ("empty lists", repeated("[", "[],", "[]]", size)),
        ("nested lists", repeated("", "[", "", size)),
        ("nested objects", repeated("", r#"{"a":"#, "", size)),
        (
            "many keys of a file",
            repeated("[{", r#""a":0,"#, r#""name":"a"}]"#, size),
        ),
        (
            "nested values of a file",
            repeated(r#"[{"a":"#, "[", "", size),
        ),
        (
            "repeated names",
            repeated("[{", r#""name":"a","#, r#""data":""}]"#, size),
        ),
        (
            "repeated data",
            repeated("[{", r#""data":"AAAA","#, r#""name":"a"}]"#, size),
        ),
        (
            "many files",
            repeated(
                "[",
                r#"{"name":"a","data":""},"#,
                r#"{"name":"a","data":""}]"#,
                size,
            ),
        ),
        ("one large file", file(&zeros)),
        ("escaped data", file(&r"\/\/".repeat((size - 64) / 4))),
        ("data with one escape in the middle", {
            let half = &zeros[..zeros.len() / 2];
            file(&format!("{}{}{}", &half[..half.len() - 8], r"\/AAA", half))
        }),
        (
            "a long name",
            repeated(r#"[{"data":"","name":""#, "a", r#""}]"#, size),
        ),
        (
            "a long escaped name",
            repeated(r#"[{"data":"","name":""#, r"\u0061", r#""}]"#, size),
        ),
        ("a long key", repeated(r#"[{""#, "a", r#"":0}]"#, size)),
        ("a long escaped key", {
            let half = "a".repeat((size - 64) * 49 / 100);
            format!(r#"[{{"{half}\n{half}":0}}]"#)
        }),
        ("a string", repeated("\"", "a", "\"", size)),
        ("white space", repeated("", " ", "[]", size)),
    ]
}

/// PHP's serialized arrays.
pub fn php_arrays(size: usize) -> Vec<(&'static str, String)> {
    let numbered = |value: &str| {
        let mut pairs = String::new();
        let mut count = 0;
        while pairs.len() + 64 < size {
            count += 1;
            pairs.push_str(&format!("i:{count};{value}"));
        }
        format!("a:{count}:{{{pairs}}}")
    };
    let text = "x".repeat(size - 64);
    vec![
        ("numbers by number", numbered("i:0;")),
        ("empty answers by number", numbered("s:0:\"\";")),
        (
            "one long answer",
            format!("a:1:{{i:1;s:{}:\"{text}\";}}", text.len()),
        ),
        (
            "one long key",
            format!("a:1:{{s:{}:\"{text}\";i:1;}}", text.len()),
        ),
        (
            "a count without pairs",
            format!("a:9223372036854775807:{{{text}"),
        ),
        ("nested arrays", repeated("", "a:1:{i:1;", "", size)),
    ]
}

/// All shapes, with bodies of almost `body_bytes`.
pub fn shapes(body_bytes: usize) -> Vec<Shape> {
    let decoded = body_bytes / 4 * 3 - 4_096;
    let mut shapes = Vec::new();
    for (name, json) in json_lists(decoded) {
        shapes.push(urlencoded(name, "attachments", &STANDARD.encode(json)));
    }
    for (name, array) in php_arrays(decoded) {
        shapes.push(urlencoded(name, "customfields", &STANDARD.encode(array)));
    }
    let size = body_bytes - 4_096;
    shapes.push(urlencoded("a long text", "message", &"x".repeat(size)));
    shapes.push(urlencoded("markup", "message", &"\"<".repeat(size / 2)));
    shapes.push(urlencoded("a long text", "name", &"x".repeat(size)));
    shapes.push(raw("many names", "a&".repeat(size / 2)));
    shapes.push(raw("many pairs", "a=b&".repeat(size / 4)));
    shapes.push(raw("separators", "&".repeat(size)));
    shapes.push(raw("one long name", "a".repeat(size)));
    shapes.push(raw("percent-encoding", "%41".repeat(size / 3)));
    let start = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"");
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let part = |head: &str| format!("{start}{head}\r\n\r\n");
    let file = part("attachments[]\"; filename=\"a.bin\"");
    let text = part("message\"");
    let small = format!("{}x\r\n", part("attachments[]\"; filename=\"a\""));
    shapes.extend([
        multipart("one large file", repeated(&file, "x", &end, size)),
        multipart("line breaks in a file", repeated(&file, "\r\n", &end, size)),
        multipart("almost boundaries", repeated(&file, "\r\n--", &end, size)),
        multipart("a long text", repeated(&text, "x", &end, size)),
        multipart("markup", repeated(&text, "\"<", &end, size)),
        multipart("many files", repeated("", &small, &end, size)),
        multipart(
            "a long preamble",
            repeated("", "x", &format!("\r\n{file}{end}"), size),
        ),
        multipart("a long head", repeated(&start, "x", "\"\r\n\r\n", size)),
        multipart(
            "a long file name",
            repeated(&part("")[..start.len()], "x", "", size),
        ),
        multipart(
            "many headers",
            repeated(&format!("--{BOUNDARY}\r\n"), "a: b\r\n", &end, size),
        ),
        multipart("no end", repeated(&file, "x", "", size)),
    ]);
    shapes
}
