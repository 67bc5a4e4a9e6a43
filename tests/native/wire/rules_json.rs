//! The JSON of the rules, which the relay encodes and the form decodes.

use open_ticket::rules::{
    CustomField, Department, DraftScope, FieldKind, Incident, LineBreaks, Markdown, Rules,
    SignedInUser,
};
use open_ticket::ticket::{DepartmentId, Priority, Related};
use open_ticket::wire::rules_json::{RulesError, decode, encode};
use serde_json::{Value, json};

use super::fixtures::{custom_field, rules, rules_for_a_client};

/// Rules without empty values and with every kind of custom field.
fn full() -> Rules {
    let kinds = [
        FieldKind::Text,
        FieldKind::Link,
        FieldKind::Password,
        FieldKind::DropDown(vec!["Linux".into(), "\"Windows\"".into()]),
        FieldKind::TickBox,
        FieldKind::TextArea,
    ];
    let mut rules = rules_for_a_client();
    let existing = rules.departments[2].fields.clone();
    let fields = kinds.into_iter().zip(10..).map(|(kind, id)| CustomField {
        pattern: existing[0].pattern.clone(),
        pattern_help: "in words 🎫".into(),
        default: "a\nb".into(),
        help: "<b>help</b>".into(),
        required: id % 2 == 0,
        shown_when: existing[2].shown_when.clone(),
        ..custom_field(id, kind)
    });
    rules.departments.push(Department {
        id: DepartmentId::new(u32::MAX).unwrap(),
        name: "Übrige".into(),
        description: "a line".into(),
        clients_only: true,
        reply_within: "4 hours".into(),
        office_hours: "9:00 – 17:00".into(),
        message_template: "**Steps**\n\n1. \n".into(),
        fields: fields.collect(),
    });
    rules.related[0].related = Related::parse("D4294967295").unwrap();
    rules.priorities = vec![Priority::High, Priority::Low];
    rules.default_priority = Priority::Low;
    rules.markdown.tables = false;
    rules.markdown.autolinks = false;
    rules.markdown.line_breaks = LineBreaks::Soft;
    rules.downscale_above_megapixels = Some(12);
    rules
}

fn encoded(rules: &Rules) -> Value {
    serde_json::from_str(&encode(rules)).unwrap()
}

#[test]
fn rules_are_decoded_as_they_were_encoded() {
    for rules in [rules(), rules_for_a_client(), full()] {
        assert_eq!(decode(&encode(&rules)), Ok(rules));
    }
}

/// A token without a name still identifies a signed-in client.
#[test]
fn a_signed_in_user_without_a_name_and_address_is_not_a_guest() {
    let mut rules = rules();
    rules.requester = Some(SignedInUser::default());
    let mut json = encoded(&rules);
    assert_eq!(json["requester"], json!({"name": null, "email": null}));
    assert_eq!(decode(&json.to_string()), Ok(rules.clone()));
    json["requester"] = json!({});
    assert_eq!(decode(&json.to_string()), Ok(rules));
}

#[test]
fn the_largest_limits_are_decoded_as_they_were_encoded() {
    let mut rules = rules();
    (rules.limits.message, rules.limits.total_bytes) = (usize::MAX, u64::MAX);
    assert_eq!(decode(&encode(&rules)), Ok(rules));
}

/// Other relays and forms depend on these names.
#[test]
fn rules_are_encoded_in_the_documented_format() {
    let json = encoded(&full());
    assert_eq!(
        json["departments"][0],
        json!({
            "id": 1, "name": "General", "description": "", "clients_only": false, "fields": [],
            "reply_within": "", "office_hours": "", "message_template": "",
        })
    );
    assert_eq!(
        json["departments"][3]["fields"][3],
        json!({
            "id": 13,
            "name": "Custom field 13",
            "kind": "dropdown",
            "required": false,
            "pattern": "^E-[0-9]+$",
            "pattern_help": "in words 🎫",
            "options": ["Linux", "\"Windows\""],
            "default": "a\nb",
            "help": "<b>help</b>",
            "shown_when": {"field": 2, "equals": "on"},
        })
    );
    let kinds = json["departments"][3]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| &field["kind"]);
    let kinds: Vec<_> = kinds.collect();
    assert_eq!(
        kinds,
        [
            "text", "link", "password", "dropdown", "tickbox", "textarea"
        ]
    );
    let plain = &json["departments"][2]["fields"][1];
    assert_eq!(
        (&plain["pattern"], &plain["shown_when"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        json["related"],
        json!([{"id": "D4294967295", "name": "web-1", "status": "Active"}])
    );
    assert_eq!(json["priorities"], json!(["High", "Low"]));
    assert_eq!(json["default_priority"], "Low");
    assert_eq!(
        json["requester"],
        json!({"name": "Ada", "email": "ada@example.com"})
    );
    assert_eq!(
        json["limits"],
        json!({
            "name": 50, "email": 60, "answer": 200, "subject": 100, "message": 10_000, "files": 3, "file_bytes": 1_000, "total_bytes": 2_000,
            "request_bytes": 100_000, "extensions": ["txt", "png"],
        })
    );
    assert_eq!(json["ticket_url"], "/viewticket.php?tid={tid}&c={c}");
    assert_eq!(encoded(&rules())["requester"], Value::Null);
    assert_eq!(
        json["markdown"],
        json!({"tables": false, "strikethrough": true, "task_lists": true, "autolinks": false,
            "line_breaks": "soft"})
    );
    assert_eq!(json["downscale_above_megapixels"], 12);
    assert_eq!(json["drafts"], "all");
    assert_eq!(json.get("consent"), Some(&Value::Null));
}

#[test]
fn unknown_keys_are_ignored() {
    let mut json = encoded(&full());
    json["new"] = json!({"a": 1});
    json["consent"] = json!({"text": "I agree", "links": []});
    json["departments"][0]["new"] = json!(null);
    json["departments"][3]["fields"][0]["new"] = json!([]);
    assert_eq!(decode(&json.to_string()), Ok(full()));
}

#[test]
fn values_that_may_be_empty_may_be_missing() {
    let mut json = encoded(&rules());
    let missing: [(&str, &[&str]); 3] = [
        (
            "",
            &["requester", "ticket_url", "markdown", "consent", "drafts"],
        ),
        ("/departments/2", &["description"]),
        (
            "/departments/2/fields/1",
            &["pattern", "pattern_help", "default", "help", "shown_when"],
        ),
    ];
    for (pointer, keys) in missing {
        let object = json.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        for key in keys {
            assert!(object.remove(*key).is_some(), "{pointer} {key}");
        }
    }
    assert_eq!(
        decode(&json.to_string()),
        Ok(Rules {
            ticket_url: String::new(),
            ..rules()
        })
    );
}

#[test]
fn markdown_extensions_are_enabled_by_default() {
    for (markdown, strikethrough) in [(json!({}), true), (json!({"strikethrough": false}), false)] {
        let mut json = encoded(&full());
        json["markdown"] = markdown;
        let markdown = decode(&json.to_string()).unwrap().markdown;
        let expected = Markdown {
            strikethrough,
            ..Markdown::default()
        };
        assert_eq!(markdown, expected);
    }
}

#[test]
fn the_default_for_request_bytes_is_no_limit() {
    let mut json = encoded(&full());
    json["limits"]["request_bytes"] = json!(null);
    json["downscale_above_megapixels"] = json!(null);
    let rules = decode(&json.to_string()).unwrap();
    assert_eq!(rules.limits.request_bytes, u64::MAX);
    assert_eq!(rules.downscale_above_megapixels, None);
}

#[test]
fn an_error_names_the_invalid_key() {
    for (pointer, value) in [
        ("/departments", json!({})),
        ("/departments/0/id", json!(0)),
        ("/departments/0/id", json!("1")),
        ("/departments/0/id", json!(4_294_967_296_u64)),
        ("/departments/0/name", json!(null)),
        ("/departments/0/description", json!(1)),
        ("/departments/0/clients_only", json!("no")),
        ("/departments/3/fields", json!("none")),
        ("/departments/3/fields/0/id", json!(-1)),
        ("/departments/3/fields/0/name", json!([])),
        ("/departments/3/fields/0/kind", json!("number")),
        ("/departments/3/fields/0/required", json!(1)),
        ("/departments/3/fields/0/pattern", json!("(")),
        ("/departments/3/fields/0/pattern", json!(7)),
        ("/departments/3/fields/0/default", json!(1)),
        ("/departments/3/fields/0/shown_when/field", json!(0)),
        ("/departments/3/fields/0/shown_when/equals", json!(null)),
        ("/departments/3/fields/3/options", json!(["a", 1])),
        ("/related", json!("none")),
        ("/related/0/id", json!("X1")),
        ("/related/0/name", json!(1)),
        ("/priorities", json!(["Low", "Urgent"])),
        ("/default_priority", json!("medium")),
        ("/requester", json!("Ada")),
        ("/requester/name", json!("")),
        ("/requester/name", json!(7)),
        ("/requester/email", json!("nobody")),
        ("/limits/subject", json!(-1)),
        ("/limits/message", json!(1.5)),
        ("/limits/files", json!(null)),
        ("/limits/file_bytes", json!("1")),
        ("/limits/total_bytes", json!(true)),
        ("/limits/request_bytes", json!("8 MB")),
        ("/limits/extensions", json!([1])),
        ("/downscale_above_megapixels", json!(true)),
        ("/downscale_above_megapixels", json!(4_294_967_296_u64)),
        ("/markdown", json!(true)),
        ("/markdown", json!([])),
        ("/markdown/tables", json!("no")),
        ("/markdown/autolinks", json!(0)),
        ("/markdown/line_breaks", json!(true)),
        ("/markdown/line_breaks", json!("Hard")),
        ("/ticket_url", json!(1)),
        ("/drafts", json!("some")),
        ("/drafts", json!(false)),
    ] {
        let mut json = encoded(&full());
        *json.pointer_mut(pointer).unwrap() = value.clone();
        let key = pointer.rsplit('/').next().unwrap();
        match decode(&json.to_string()) {
            Err(RulesError::InvalidKey { key: invalid }) => {
                assert_eq!(invalid, key, "{pointer} {value}")
            }
            other => panic!("{pointer} {value}: {other:?}"),
        }
    }
}

#[test]
fn strings_that_are_not_json_are_refused() {
    for text in ["", "<!DOCTYPE html>", "{", "{}]"] {
        assert_eq!(decode(text), Err(RulesError::Json), "{text}");
    }
    assert_eq!(decode(&"[".repeat(1_000_000)), Err(RulesError::Json));
    for text in ["{}", "[]", "null", "1", "\"a\""] {
        assert!(
            matches!(decode(text), Err(RulesError::InvalidKey { .. })),
            "{text}"
        );
    }
}

#[test]
fn the_scope_of_drafts_is_encoded_by_its_name() {
    for scope in DraftScope::ALL {
        let rules = Rules {
            drafts: scope,
            ..rules()
        };
        assert_eq!(encoded(&rules)["drafts"], scope.as_str());
        assert_eq!(decode(&encoded(&rules).to_string()), Ok(rules));
    }
}

#[test]
fn suggestions_and_an_incident_are_encoded_and_may_be_missing() {
    let incident = |url: Option<&str>| {
        Some(Incident {
            text: "Email is delayed".into(),
            url: url.map(str::to_owned),
        })
    };
    for incident in [
        None,
        incident(None),
        incident(Some("https://example.com/1")),
    ] {
        let rules = Rules {
            suggestions: "ticket/suggestions.json?v=1".into(),
            incident,
            ..rules()
        };
        assert_eq!(decode(&encoded(&rules).to_string()), Ok(rules));
    }
    assert_eq!(encoded(&rules())["suggestions"], Value::Null);
    assert_eq!(encoded(&rules())["incident"], Value::Null);
}

#[test]
fn an_invalid_index_incident_or_link_is_ignored() {
    for wrong in [
        json!(3),
        json!(true),
        json!([]),
        json!({}),
        json!({"text": 1, "url": 2}),
    ] {
        let mut json = encoded(&rules());
        json["suggestions"] = wrong.clone();
        json["incident"] = wrong;
        assert_eq!(decode(&json.to_string()), Ok(rules()));
    }
    for url in ["javascript:alert(1)", "https://user:password@example.com/"] {
        let mut json = encoded(&rules());
        json["incident"] = json!({"text": "Outage", "url": url});
        let incident = decode(&json.to_string()).unwrap().incident.unwrap();
        assert_eq!((incident.text.as_str(), incident.url), ("Outage", None));
    }
}
