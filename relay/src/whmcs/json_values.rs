//! WHMCS's variants of JSON values: lists, numbers and escaped texts.

use serde_json::Value;

/// Iterates over a list. WHMCS may send a list of one element as the element itself.
pub fn list(value: &Value) -> impl Iterator<Item = &Value> {
    let (elements, single) = match value {
        Value::Array(elements) => (elements.as_slice(), None),
        Value::Object(_) => (&[][..], Some(value)),
        _ => (&[][..], None),
    };
    elements.iter().chain(single)
}

/// Returns a number, which WHMCS may send as a string.
pub fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64()?.try_into().ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Decodes HTML entities: WHMCS stores texts as HTML, `Q&amp;A`.
pub fn decode_html_entities(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text
}
