//! Storage of drafts: keys, lifetimes, scopes, and the files that fit.

use super::generated::saved_file;
use open_ticket::drafts::{
    FILE_LIFETIME, MAX_STORED_FILE, MAX_STORED_TOTAL, SavedDraft, SavedFile, StorableFile,
    TEXT_LIFETIME, is_expired, plausible_time, storable_files, storage_key,
};
use open_ticket::rules::DraftScope;
use proptest::prelude::*;
use std::collections::BTreeSet;

const HOUR: u64 = 3_600_000;

/// The expected hashes were computed in Python, from the definition of FNV-1a.
#[test]
fn a_key_is_a_hash_of_endpoint_requester_and_form() {
    assert_eq!(
        storage_key("/api/ticket", None, "0"),
        "open-ticket-draft:7f164d8714e24d4cbf6a4d8707bc50f7"
    );
    assert_eq!(
        storage_key("/api/ticket", Some("client 1"), "support"),
        "open-ticket-draft:2fbc1b6f3937d09701683df75dc6ecde"
    );
}

#[test]
fn different_drafts_have_different_keys() {
    let parts = ["", "a", "b", "ab", "a\u{0}", "\u{0}a", "ÿ", "þ"];
    let mut keys = BTreeSet::new();
    for endpoint in parts {
        for form in parts {
            keys.insert(storage_key(endpoint, None, form));
            keys.extend(parts.map(|requester| storage_key(endpoint, Some(requester), form)));
        }
    }
    assert_eq!(keys.len(), parts.len().pow(2) * (parts.len() + 1));
}

#[test]
fn text_is_kept_for_7_days_and_files_for_24_hours() {
    let now = 1_800_000_000_000;
    for (lifetime, hours) in [(TEXT_LIFETIME, 7 * 24), (FILE_LIFETIME, 24)] {
        assert!(!is_expired(now, now, lifetime));
        assert!(!is_expired(now - hours * HOUR + 1, now, lifetime));
        assert!(is_expired(now - hours * HOUR, now, lifetime));
        assert!(is_expired(0, now, lifetime));
    }
}

#[test]
fn a_draft_from_more_than_a_day_ahead_counts_as_saved_now() {
    let now = 1_800_000_000_000;
    for tolerated in [now, now + 24 * HOUR] {
        assert_eq!(plausible_time(tolerated, now), tolerated);
    }
    for ahead in [now + 24 * HOUR + 1, u64::MAX] {
        assert_eq!(plausible_time(ahead, now), now);
        assert!(!is_expired(ahead, now, FILE_LIFETIME));
    }
    assert_eq!(plausible_time(0, now), 0);
}

#[test]
fn the_page_and_the_operator_limit_the_scope_together() {
    use DraftScope::{All, Off, Text};
    assert_eq!(DraftScope::default(), All);
    for (page, operator, both) in [
        (All, All, All),
        (All, Text, Text),
        (Text, All, Text),
        (Off, All, Off),
        (Text, Off, Off),
    ] {
        assert_eq!(page.min(operator), both);
    }
    for scope in [All, Text, Off] {
        assert_eq!(DraftScope::parse(scope.as_str()), Some(scope));
    }
    for unknown in ["", "ALL", "none", " off"] {
        assert_eq!(DraftScope::parse(unknown), None, "{unknown}");
    }
}

fn image(id: u32, size: u64, original_size: u64) -> SavedFile {
    SavedFile {
        original_size: Some(original_size),
        ..saved_file(id, "a.jpg", size)
    }
}

fn storable(files: &[SavedFile]) -> Vec<(u32, bool)> {
    let files = storable_files(files).into_iter();
    files
        .map(|StorableFile { id, has_original }| (id, has_original))
        .collect()
}

#[test]
fn files_up_to_10_mb_are_stored_until_their_total_is_50_mb() {
    assert_eq!(
        (MAX_STORED_FILE, MAX_STORED_TOTAL),
        (10_000_000, 50_000_000)
    );
    let ten = |id| saved_file(id, "a.zip", 10_000_000);
    assert_eq!(storable(&[saved_file(1, "a.zip", 10_000_001)]), []);
    let files: Vec<SavedFile> = (1..=6)
        .map(ten)
        .chain([saved_file(7, "b.txt", 0)])
        .collect();
    let ids: Vec<u32> = storable(&files).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 7]);
}

#[test]
fn the_versions_to_send_are_stored_before_any_original() {
    let photos: Vec<SavedFile> = (1..=9).map(|id| image(id, 1_000_000, 9_000_000)).collect();
    let with_original = (1..=9).map(|id| (id, id <= 4)).collect::<Vec<_>>();
    assert_eq!(storable(&photos), with_original);
    assert_eq!(storable(&[image(1, 1_000_000, 12_000_000)]), [(1, false)]);
}

#[test]
fn a_file_without_bytes_takes_no_space() {
    let missing = SavedFile {
        is_stored: false,
        ..saved_file(1, "a.zip", 10_000_000)
    };
    assert_eq!(storable(&[missing]), []);
}

proptest! {
    #[test]
    fn stored_files_never_exceed_the_limits(
        sizes in prop::collection::vec((0..20_000_000_u64, prop::option::of(any::<u64>())), 0..20),
    ) {
        let files: Vec<SavedFile> = (1..).zip(sizes).map(|(id, (size, original_size))| SavedFile {
            original_size,
            ..saved_file(id, "a.jpg", size)
        }).collect();
        let mut total = 0;
        for (id, has_original) in storable(&files) {
            let file = files.iter().find(|file| file.id == id).unwrap();
            let original = file.original_size.filter(|_| has_original);
            prop_assert!(file.size.max(original.unwrap_or_default()) <= MAX_STORED_FILE);
            total += file.size + original.unwrap_or_default();
        }
        prop_assert!(total <= MAX_STORED_TOTAL);
    }
}

#[test]
fn the_text_of_a_draft_has_its_subject_and_its_message() {
    let mut draft = SavedDraft {
        name: "Ada".into(),
        subject: "Wheel \"7\"".into(),
        message: "Since **Tuesday**\n🎫".into(),
        ..SavedDraft::default()
    };
    let expected = "Wheel \"7\"\n\nSince **Tuesday**\n🎫";
    assert_eq!(draft.to_text().as_deref(), Some(expected));
    draft.subject.clear();
    assert_eq!(draft.to_text().as_deref(), Some("Since **Tuesday**\n🎫"));
    draft.message.clear();
    assert_eq!(draft.to_text(), None);
}
