//! A draft is decoded as it was encoded.

use super::generated::saved_draft;
use open_ticket::drafts::SavedDraft;
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #[test]
    fn every_draft_is_decoded_as_it_was_encoded(draft in saved_draft()) {
        let text = draft.encode();
        prop_assert!(!text.contains('\n'), "the draft is one line");
        prop_assert_eq!(SavedDraft::decode(&text), Ok(draft));
    }

    /// A value of the wrong type, as another script of the page may store it.
    #[test]
    fn only_the_invalid_value_is_dropped(
        draft in saved_draft(),
        key in prop::sample::select(vec![
            "saved_at", "name", "email", "department", "related", "priority", "subject", "answers",
            "files", "submission",
        ]),
        value in prop::sample::select(vec!["null", "{}", "[]", "-1", "1.5", "true", "[[{}]]"]),
    ) {
        let mut json: Value = serde_json::from_str(&draft.encode()).unwrap();
        json[key] = serde_json::from_str(value).unwrap();
        let decoded = SavedDraft::decode(&json.to_string()).unwrap();
        let mut expected: Value = serde_json::from_str(&decoded.encode()).unwrap();
        expected[key] = json[key].clone();
        prop_assert_eq!(expected, json);
    }
}

#[test]
fn the_key_of_a_submission_is_not_printed() {
    let key = "0191e3a4-7c1b-7d2e-8f30-a1b2c3d4e5f6";
    let json = r#"{"type":"open-ticket-draft","version":1,"submission":"KEY"}"#;
    let draft = SavedDraft::decode(&json.replace("KEY", key)).unwrap();
    assert_eq!(draft.submission.unwrap().to_string(), key);
    assert!(!format!("{draft:?}").contains(key));
}

#[test]
fn a_draft_without_a_known_change_is_kept_if_its_submission_opened_a_ticket() {
    let json = r#"{"type":"open-ticket-draft","version":1}"#;
    assert!(
        SavedDraft::decode(json)
            .unwrap()
            .is_changed_since_submission
    );
}
