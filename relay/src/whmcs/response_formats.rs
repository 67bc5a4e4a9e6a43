//! Reader of response bodies in all formats of api.php: JSON, also after a byte order mark or a PHP
//! warning, or the older `key=value` format.

use super::json_response::ResponseSeed;
use super::key_value_response;
use super::response_data::{Deviation, ResponseData, ResponseShape};
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Deserializer;

/// Maximum number of positions at which a JSON object is searched for. Bounds the time for text
/// that is full of braces.
const MAX_ATTEMPTS: usize = 256;

/// Maximum number of objects without an end, each of which is parsed to the end of the text.
const MAX_OPEN_OBJECTS: usize = 2;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a response body. Returns `None` if it contains no response of api.php.
pub(super) fn read_response(body: Vec<u8>, shape: &ResponseShape) -> Option<ResponseData> {
    let (text, is_utf8) = into_text(body);
    let trimmed = trim(&text);
    let mut data =
        read_json(trimmed, shape).or_else(|| key_value_response::read(trimmed, shape))?;
    let has_mark = text.trim_start().starts_with(BYTE_ORDER_MARK);
    let deviation = data.deviation;
    data.deviation = deviation
        .or(has_mark.then_some(Deviation::ByteOrderMark))
        .or((!is_utf8).then_some(Deviation::NotUtf8));
    Some(data)
}

/// Converts a body to a string, without a copy. Bytes that are not UTF-8 are replaced by question
/// marks.
fn into_text(mut body: Vec<u8>) -> (String, bool) {
    let (mut is_utf8, mut start) = (true, 0);
    while let Some(rest) = body.get_mut(start..) {
        let Err(error) = str::from_utf8(rest) else {
            break;
        };
        is_utf8 = false;
        let valid = error.valid_up_to();
        let invalid = error.error_len().unwrap_or(rest.len() - valid);
        if let Some(bytes) = rest.get_mut(valid..valid + invalid) {
            bytes.fill(b'?');
        }
        start += valid + invalid;
    }
    (String::from_utf8(body).unwrap_or_default(), is_utf8)
}

/// Trims white space and byte order marks. A server may send several marks, one for each file.
fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || character == BYTE_ORDER_MARK)
}

/// Reads the first JSON object that has a result.
fn read_json(text: &str, shape: &ResponseShape) -> Option<ResponseData> {
    let mut start = text.find('{')?;
    let mut open_objects = 0;
    for _ in 0..MAX_ATTEMPTS {
        let rest = text.get(start..)?;
        let skipped = match object_length(rest) {
            Ok(length) => {
                let (object, after) = rest.split_at_checked(length)?;
                let found = deserialize(object, shape).filter(|data| data.result.is_some());
                if let Some(mut data) = found {
                    if !trim(after).is_empty() {
                        data.deviation = Some(Deviation::TextAfter);
                    } else if start > 0 {
                        data.deviation = Some(Deviation::TextBefore);
                    }
                    return Some(data);
                }
                length
            }
            Err(error) => {
                open_objects += usize::from(error.is_eof());
                if open_objects > MAX_OPEN_OBJECTS {
                    return None;
                }
                1
            }
        };
        let next = text.get(start + skipped..)?.find('{')?;
        start += skipped + next;
    }
    None
}

/// Returns the length of the JSON object at the start of the text.
fn object_length(text: &str) -> serde_json::Result<usize> {
    let mut objects = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    objects.next().transpose()?;
    Ok(objects.byte_offset())
}

fn deserialize(object: &str, shape: &ResponseShape) -> Option<ResponseData> {
    let seed = ResponseSeed(shape);
    seed.deserialize(&mut Deserializer::from_str(object)).ok()
}

#[cfg(test)]
mod tests {
    use super::super::response_data::{ActionResult, ListShape};
    use super::*;

    const SHAPE: ResponseShape = ResponseShape {
        values: &["id", "totalresults"],
        list: Some(ListShape {
            list: "tickets",
            element: "ticket",
            values: &["id", "subject"],
        }),
    };

    fn read(text: &str) -> Option<ResponseData> {
        read_response(text.into(), &SHAPE)
    }

    /// Returns the ids and subjects of a list.
    fn rows(text: &str) -> Vec<(Option<u32>, String)> {
        let data = read(text).unwrap();
        assert!(data.is_success(), "{text}");
        let rows = data.rows.iter().map(|row| {
            let subject = row.text("subject").unwrap_or_default();
            (row.number("id"), subject.to_owned())
        });
        rows.collect()
    }

    #[test]
    fn a_list_is_read_in_every_format_that_php_writes() {
        let two = [(Some(1), "a".to_owned()), (Some(2), "b".to_owned())];
        for list in [
            r#"{"ticket":[{"id":1,"subject":"a"},{"id":"2","subject":"b"}]}"#,
            r#"{"ticket":[{"id":1,"subject":"a","c":{"id":9}},[],{"id":2,"subject":"b"}],"x":[]}"#,
            r#"{"ticket":{"0":{"id":1,"subject":"a"},"7":{"subject":"b","id":2}}}"#,
            r#"[{"id":1,"subject":"a"},{"id":2,"subject":"b"}]"#,
            r#"{"3":{"id":1,"subject":"a"},"4":{"id":2,"subject":"b"}}"#,
        ] {
            let text = format!(r#"{{"result":"success","tickets":{list},"id":null}}"#);
            assert_eq!(rows(&text), two, "{list}");
        }
        let key_value = "result=success;totalresults=2;startnumber=0;tickets[ticket][0][id]=1;\
            tickets[ticket][0][subject]=a;tickets[ticket][0][other]=x;tickets[ticket][1][id]=2;\
            tickets[ticket][1][subject]=b;";
        assert_eq!(rows(key_value), two);
        let one = r#"{"result":"success","tickets":{"ticket":{"id":1,"subject":"a"}}}"#;
        assert_eq!(rows(one), two[..1]);
        for empty in [
            "[]",
            "{}",
            "\"\"",
            "null",
            "false",
            "0",
            r#"{"ticket":[]}"#,
            r#"{"ticket":""}"#,
        ] {
            let text = format!(r#"{{"tickets":{empty},"status":"success"}}"#);
            assert_eq!(rows(&text), [], "{empty}");
        }
    }

    #[test]
    fn the_result_of_a_response_is_not_the_status_of_a_ticket() {
        let result = |text| read(text).and_then(|data| data.result);
        let success = Some(ActionResult::Success);
        assert_eq!(result(r#"{"result":"success","status":"Open"}"#), success);
        assert_eq!(result(r#"{"status":"error","result":"success"}"#), success);
        assert_eq!(result(r#"{"status":"Success "}"#), success);
        assert_eq!(result(r#"{"status":"Open"}"#), None);
        assert_eq!(result(r#"{"result":"success","result":"error"}"#), None);
        assert_eq!(result("status=error;message=x"), Some(ActionResult::Error));
    }

    #[test]
    fn an_error_is_certain_only_if_nothing_follows_it() {
        let error = r#"{"result":"error","message":" Subject is required "}"#;
        let message = |text: &str| read(text)?.error_message().map(str::to_owned);
        let expected = Some("Subject is required".to_owned());
        assert_eq!(message(error), expected);
        assert_eq!(message(&format!("Warning: {{x}} {error}\n")), expected);
        assert_eq!(
            message("result=error;message=Subject is required;"),
            expected
        );
        assert_eq!(message(&format!("{error} in /a.php on line 3")), None);
        assert_eq!(message(&format!("{error}{error}")), None);
        assert_eq!(message("result=error;message=a; b").unwrap(), "a; b");
    }

    #[test]
    fn a_number_in_the_older_format_ends_at_the_next_name() {
        let text = "result=success;totalresults=2;startnumber=0;numreturned=2;id=7";
        let data = read(text).unwrap();
        assert_eq!((data.total(), data.values.number("id")), (Some(2), Some(7)));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_replaced() {
        let body = b"{\"result\":\"error\",\"message\":\"Caf\xe9 \xff\xfe\"}".to_vec();
        let data = read_response(body, &SHAPE).unwrap();
        assert_eq!(data.error_message(), Some("Caf? ??"));
        assert_eq!(data.deviation, Some(Deviation::NotUtf8));
        let cut = b"{\"result\":\"error\",\"message\":\"Caf\xc3".to_vec();
        assert!(read_response(cut, &SHAPE).is_none());
    }
}
