//! PHP's serialization, compared with the output of PHP.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use open_ticket::wire::php_serialize::{Key, PhpError, Value, serialize, unserialize};
use std::path::Path;

fn text(text: &str) -> Value {
    Value::Str(text.to_owned())
}

/// Arrays and their serialization by PHP 8.2.
fn vectors() -> Vec<(Vec<(Key, Value)>, &'static str)> {
    vec![
        (vec![], "a:0:{}"),
        (
            vec![(Key::Int(1), text("Google"))],
            "a:1:{i:1;s:6:\"Google\";}",
        ),
        (
            vec![(Key::Int(1), text("Zürich 🎫"))],
            "a:1:{i:1;s:12:\"Zürich 🎫\";}",
        ),
        (vec![(Key::Int(1), text(""))], "a:1:{i:1;s:0:\"\";}"),
        (
            vec![(Key::Int(-5), Value::Int(i64::MIN))],
            "a:1:{i:-5;i:-9223372036854775808;}",
        ),
        (
            vec![
                (Key::Str("ip".into()), text("10.0.0.1")),
                (Key::Str(String::new()), text("x")),
            ],
            "a:2:{s:2:\"ip\";s:8:\"10.0.0.1\";s:0:\"\";s:1:\"x\";}",
        ),
        (
            vec![(Key::Int(1), text("\";s:5:\"admin\";b:1;}"))],
            "a:1:{i:1;s:19:\"\";s:5:\"admin\";b:1;}\";}",
        ),
        (
            vec![(Key::Int(1), text("O:8:\"stdClass\":0:{}"))],
            "a:1:{i:1;s:19:\"O:8:\"stdClass\":0:{}\";}",
        ),
        (
            vec![(Key::Int(1), text("a\r\n\0b"))],
            "a:1:{i:1;s:5:\"a\r\n\0b\";}",
        ),
    ]
}

#[test]
fn arrays_are_serialized_and_unserialized_as_php_does() {
    for (array, bytes) in vectors() {
        assert_eq!(String::from_utf8(serialize(&array)).unwrap(), bytes);
        assert_eq!(unserialize(bytes.as_bytes()), Ok(array), "{bytes}");
    }
}

/// Runs only if `OPEN_TICKET_CORPORA` is set to a folder with corpora. `tests/native/php` compares with
/// PHP itself in any case.
#[test]
fn arrays_of_the_corpus_are_serialized_and_unserialized_as_php_does() {
    let Some(folder) = std::env::var_os("OPEN_TICKET_CORPORA") else {
        return;
    };
    let path = Path::new(&folder).join("php-serialize-golden.json");
    let vectors = std::fs::read_to_string(&path).expect("the corpus is in the folder");
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&vectors).unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let array: Vec<_> = vector["pairs"]
            .as_array()
            .unwrap()
            .iter()
            .map(pair)
            .collect();
        let bytes = STANDARD
            .decode(vector["serialized_b64"].as_str().unwrap())
            .unwrap();
        assert_eq!(serialize(&array), bytes, "{}", vector["name"]);
        assert_eq!(unserialize(&bytes), Ok(array), "{}", vector["name"]);
    }
}

fn pair(pair: &serde_json::Value) -> (Key, Value) {
    let key = match pair[0].as_i64() {
        Some(number) => Key::Int(number),
        None => Key::Str(pair[0].as_str().unwrap().to_owned()),
    };
    let value = match pair[1].as_i64() {
        Some(number) => Value::Int(number),
        None => text(pair[1].as_str().unwrap()),
    };
    (key, value)
}

#[test]
fn a_key_in_the_decimal_form_of_an_integer_is_an_integer() {
    for (key, number) in [
        ("42", 42),
        ("0", 0),
        ("-5", -5),
        ("9223372036854775807", i64::MAX),
    ] {
        assert_eq!(Key::from(key), Key::Int(number), "{key}");
        let serialized = serialize(&[(Key::Str(key.to_owned()), text("x"))]);
        assert_eq!(
            serialized,
            format!("a:1:{{i:{key};s:1:\"x\";}}").into_bytes(),
            "{key}"
        );
        let quoted = format!("a:1:{{s:{}:\"{key}\";s:1:\"x\";}}", key.len());
        assert_eq!(
            unserialize(quoted.as_bytes()),
            Ok(vec![(Key::Int(number), text("x"))])
        );
    }
    for key in [
        "042",
        "-0",
        "+1",
        " 1",
        "1 ",
        "",
        "9223372036854775808",
        "1.0",
        "0x1",
        "٣",
    ] {
        assert_eq!(Key::from(key), Key::Str(key.to_owned()), "{key}");
    }
}

#[test]
fn a_repeated_key_keeps_its_first_position_and_gets_its_last_value() {
    let bytes = b"a:3:{i:1;s:1:\"a\";i:2;s:1:\"b\";s:1:\"1\";s:1:\"c\";}";
    assert_eq!(
        unserialize(bytes),
        Ok(vec![(Key::Int(1), text("c")), (Key::Int(2), text("b"))])
    );
}

#[test]
fn everything_but_an_array_of_integers_and_strings_is_refused() {
    for (bytes, error) in [
        (&b""[..], PhpError::NotAnArray),
        (b"N;", PhpError::NotAnArray),
        (b"i:1;", PhpError::NotAnArray),
        (b"s:1:\"a\";", PhpError::NotAnArray),
        (b"O:8:\"stdClass\":0:{}", PhpError::NotAnArray),
        (b"C:1:\"X\":0:{}", PhpError::NotAnArray),
        (b" a:0:{}", PhpError::NotAnArray),
        (
            b"a:1:{i:1;O:8:\"stdClass\":0:{}}",
            PhpError::UnsupportedType,
        ),
        (b"a:1:{i:1;a:0:{}}", PhpError::UnsupportedType),
        (b"a:1:{i:1;R:1;}", PhpError::UnsupportedType),
        (b"a:1:{i:1;r:1;}", PhpError::UnsupportedType),
        (b"a:1:{i:1;b:1;}", PhpError::UnsupportedType),
        (b"a:1:{i:1;d:0.5;}", PhpError::UnsupportedType),
        (b"a:1:{i:1;N;}", PhpError::UnsupportedType),
        (b"a:1:{i:1;S:1:\"a\";}", PhpError::UnsupportedType),
        (b"a:1:{i:1;E:3:\"A:B\";}", PhpError::UnsupportedType),
        (b"a:2:{i:1;s:1:\"a\";}", PhpError::Syntax),
        (b"a:0:{i:1;s:1:\"a\";}", PhpError::Syntax),
        (b"a:1:{i:1;s:1:\"a\";", PhpError::Syntax),
        (b"a:1:{i:1", PhpError::Syntax),
        (b"a:0", PhpError::Syntax),
        (b"a:0:", PhpError::Syntax),
        (b"a:0:{}x", PhpError::TrailingBytes),
        (b"a:0:{}a:0:{}", PhpError::TrailingBytes),
        (b"a:-1:{}", PhpError::InvalidInteger),
        (b"a::{}", PhpError::InvalidInteger),
        (b"a:00:{}", PhpError::InvalidInteger),
        (b"a:+0:{}", PhpError::InvalidInteger),
        (b"a:18446744073709551616:{}", PhpError::InvalidInteger),
        (
            b"a:1:{i:9223372036854775808;i:1;}",
            PhpError::InvalidInteger,
        ),
        (b"a:1:{i:+1;i:1;}", PhpError::InvalidInteger),
        (b"a:1:{i:01;i:1;}", PhpError::InvalidInteger),
        (b"a:1:{i:-0;i:1;}", PhpError::InvalidInteger),
        (b"a:1:{i:1;s:2:\"a\";}", PhpError::LengthMismatch),
        (b"a:1:{i:1;s:0:\"a\";}", PhpError::LengthMismatch),
        (
            b"a:1:{i:1;s:9223372036854775807:\"a\";}",
            PhpError::LengthMismatch,
        ),
        ("a:1:{i:1;s:1:\"é\";}".as_bytes(), PhpError::LengthMismatch),
        (b"a:1:{i:1;s:1:\"\xe9\";}", PhpError::NotUtf8),
        (b"a:9223372036854775807:{}", PhpError::Syntax),
    ] {
        assert_eq!(
            unserialize(bytes),
            Err(error),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}
