//! One PHP process that answers questions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::php::{Key, Value as PhpValue};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/php/oracle.php");

/// A PHP process; it ends with its owner. Each test has its own.
pub struct Php(Mutex<Process>);

struct Process {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Php {
    pub fn start() -> Self {
        let mut child = Command::new("php")
            .args([
                "-d",
                "max_input_vars=100000",
                "-d",
                "memory_limit=512M",
                SCRIPT,
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this test asks PHP itself, and there is no `php`: `make test` installs it");
        let questions = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self(Mutex::new(Process {
            child,
            questions,
            answers,
        }))
    }

    /// PHP's answer; a panic where it has none.
    pub fn ask(&self, question: &Value) -> Value {
        let mut process = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        writeln!(process.questions, "{question}").expect("PHP listens");
        let mut answer = String::new();
        process.answers.read_line(&mut answer).expect("PHP answers");
        let mut answer: Value = serde_json::from_str(&answer).expect("PHP answers in JSON");
        assert_eq!(answer["error"], Value::Null, "PHP refuses {question}");
        answer["answer"].take()
    }

    /// What PHP's `unserialize` makes of bytes; nothing where it refuses them.
    pub fn unserialize(&self, bytes: &[u8]) -> Option<Vec<(Key, PhpValue)>> {
        let answer = self.ask(&json!({ "ask": "unserialize", "bytes": STANDARD.encode(bytes) }));
        pairs(&answer)
    }

    /// What PHP's `serialize` writes of an array.
    pub fn serialize(&self, array: &[(Key, PhpValue)]) -> Vec<u8> {
        let array: Vec<_> = array
            .iter()
            .map(|(key, value)| (of_key(key), of_value(value)))
            .collect();
        bytes(&self.ask(&json!({ "ask": "serialize", "pairs": array })))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Bytes that PHP gave in base64.
pub fn bytes(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().expect("bytes")).unwrap()
}

/// A text that PHP gave in base64.
pub fn text(value: &Value) -> String {
    String::from_utf8(bytes(value)).expect("UTF-8")
}

/// An array of integers and texts that PHP gave; nothing where it gave something else.
pub fn pairs(array: &Value) -> Option<Vec<(Key, PhpValue)>> {
    array.as_array()?.iter().map(pair).collect()
}

fn pair(pair: &Value) -> Option<(Key, PhpValue)> {
    let key = match php_value(&pair[0])? {
        PhpValue::Int(number) => Key::Int(number),
        PhpValue::Str(text) => Key::Str(text),
    };
    Some((key, php_value(&pair[1])?))
}

fn php_value(value: &Value) -> Option<PhpValue> {
    if let Some(number) = value["int"].as_str() {
        return Some(PhpValue::Int(number.parse().unwrap()));
    }
    let bytes = STANDARD.decode(value["str"].as_str()?).unwrap();
    String::from_utf8(bytes).ok().map(PhpValue::Str)
}

/// A key as the questions have it.
pub fn of_key(key: &Key) -> Value {
    match key {
        Key::Int(number) => json!({ "int": number.to_string() }),
        Key::Str(text) => of_text(text),
    }
}

/// A value as the questions have it.
pub fn of_value(value: &PhpValue) -> Value {
    match value {
        PhpValue::Int(number) => json!({ "int": number.to_string() }),
        PhpValue::Str(text) => of_text(text),
    }
}

/// A text as the questions have it.
pub fn of_text(text: &str) -> Value {
    json!({ "str": STANDARD.encode(text) })
}
