//! Serialization of responses as WHMCS's XML.

use quick_xml::escape::escape;
use serde_json::Value;

/// The WHMCS version in the XML, whose parameters the sandbox implements.
const WHMCS_VERSION: &str = "8.12.0";

/// Returns the XML document of a response to an action. `content` must be a JSON object.
pub fn xml_document(action: &str, content: &Value) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"{WHMCS_VERSION}\">\n"
    );
    push_element("action", &action.to_ascii_lowercase().into(), &mut xml);
    for name in ["result", "message"] {
        if let Some(value) = content.get(name) {
            push_element(name, value, &mut xml);
        }
    }
    for (name, value) in content.as_object().into_iter().flatten() {
        if !matches!(name.as_str(), "result" | "message") {
            push_element(name, value, &mut xml);
        }
    }
    xml.push_str("</whmcsapi>\n");
    xml
}

/// Writes an element. A list becomes one element per entry, all with the same name.
fn push_element(name: &str, value: &Value, xml: &mut String) {
    if let Value::Array(entries) = value {
        for entry in entries {
            push_element(name, entry, xml);
        }
        return;
    }
    xml.extend(["<", name, ">"]);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                push_element(name, value, xml);
            }
        }
        Value::String(text) => push_text(text, xml),
        Value::Number(number) => xml.push_str(&number.to_string()),
        // The string conversion of PHP.
        Value::Bool(true) => xml.push('1'),
        Value::Bool(false) | Value::Null | Value::Array(_) => {}
    }
    xml.extend(["</", name, ">\n"]);
}

/// Writes escaped text. A carriage return is escaped too, because XML parsers convert a bare one to a
/// line feed. Control characters that XML 1.0 forbids become the replacement character.
fn push_text(text: &str, xml: &mut String) {
    let allowed: String = text
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect();
    xml.push_str(&escape(allowed).replace('\r', "&#13;"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_repeats_its_name_for_each_entry() {
        let content = json!({
            "result": "success",
            "tickets": { "ticket": [{ "id": "1" }, { "id": "2" }] },
            "none": { "one": [] },
            "yes": true,
            "no": false,
            "count": 2,
        });
        assert_eq!(
            xml_document("GetTickets", &content),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"8.12.0\">\n\
             <action>gettickets</action>\n<result>success</result>\n<count>2</count>\n<no></no>\n\
             <none></none>\n<tickets><ticket><id>1</id>\n</ticket>\n<ticket><id>2</id>\n</ticket>\n\
             </tickets>\n<yes>1</yes>\n</whmcsapi>\n"
        );
    }

    #[test]
    fn text_is_escaped() {
        let mut xml = String::new();
        push_text("<b>&amp;]]>\"'\r\n\u{1}\u{ffff}🎫", &mut xml);
        assert_eq!(
            xml,
            "&lt;b&gt;&amp;amp;]]&gt;&quot;&apos;&#13;\n\u{fffd}\u{fffd}🎫"
        );
    }
}
