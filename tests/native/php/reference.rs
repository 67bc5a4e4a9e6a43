//! A PHP process as the reference implementation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::php_serialize::{Key, Value as PhpValue};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

const SCRIPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/native/php/reference.php"
);

/// A PHP process, killed when it is dropped. Each test starts its own.
pub struct Php(Mutex<Process>);

struct Process {
    child: Child,
    requests: ChildStdin,
    responses: BufReader<ChildStdout>,
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
            .expect("this test needs `php`, which `make test` installs");
        let requests = child.stdin.take().unwrap();
        let responses = BufReader::new(child.stdout.take().unwrap());
        Self(Mutex::new(Process {
            child,
            requests,
            responses,
        }))
    }

    /// Sends a request and returns PHP's response. Panics if there is none.
    pub fn call(&self, request: &Value) -> Value {
        let mut process = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        writeln!(process.requests, "{request}").expect("PHP reads requests");
        let mut response = String::new();
        process
            .responses
            .read_line(&mut response)
            .expect("PHP responds");
        let mut response: Value = serde_json::from_str(&response).expect("PHP responds in JSON");
        assert_eq!(response["error"], Value::Null, "PHP refuses {request}");
        response["result"].take()
    }

    /// The result of PHP's `unserialize`. `None` if PHP refuses the bytes.
    pub fn unserialize(&self, bytes: &[u8]) -> Option<Vec<(Key, PhpValue)>> {
        let array =
            self.call(&json!({ "operation": "unserialize", "bytes": STANDARD.encode(bytes) }));
        pairs(&array)
    }

    /// The result of PHP's `serialize`.
    pub fn serialize(&self, array: &[(Key, PhpValue)]) -> Vec<u8> {
        let array: Vec<_> = array
            .iter()
            .map(|(key, value)| (key_json(key), value_json(value)))
            .collect();
        bytes(&self.call(&json!({ "operation": "serialize", "pairs": array })))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The process may already have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Decodes bytes from PHP's base64.
pub fn bytes(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().expect("bytes")).unwrap()
}

/// Decodes a string from PHP's base64.
pub fn text(value: &Value) -> String {
    String::from_utf8(bytes(value)).expect("UTF-8")
}

/// Decodes PHP's array of integers and strings. `None` if it is anything else.
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

/// Encodes a key for a request.
pub fn key_json(key: &Key) -> Value {
    match key {
        Key::Int(number) => json!({ "int": number.to_string() }),
        Key::Str(text) => string_json(text),
    }
}

/// Encodes a value for a request.
pub fn value_json(value: &PhpValue) -> Value {
    match value {
        PhpValue::Int(number) => json!({ "int": number.to_string() }),
        PhpValue::Str(text) => string_json(text),
    }
}

/// Encodes a string for a request.
pub fn string_json(text: &str) -> Value {
    json!({ "str": STANDARD.encode(text) })
}
