//! A stored draft is restored: nothing that was typed meanwhile is lost, and nothing is accepted that
//! the rules do not offer.

use super::fixtures::{custom_field, rules, rules_for_a_client};
use super::support::{
    edit, field, file, general, opened_ticket, ready, ready_with, sending, technical,
};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{
    Draft, Edit, Effect, Event, FileId, Form, Prefill, Replacement, SelectedFile,
};
use open_ticket::rules::{FieldKind, Rules};
use open_ticket::ticket::{CustomFieldAnswers, DepartmentId, FieldId, Priority, Related, is_blank};
use proptest::prelude::*;

pub fn restore(form: &mut Form, saved: SavedDraft) -> Vec<Effect> {
    form.replace_draft(Replacement::Restored(Box::new(saved)))
}

pub fn saved_draft() -> SavedDraft {
    SavedDraft {
        name: "Ada".into(),
        email: "ada@example.com".into(),
        department: Some(technical()),
        priority: Some(Priority::High),
        subject: "saved subject".into(),
        message: "saved message".into(),
        answers: [(field(1), "E-1")].into_iter().collect(),
        ..SavedDraft::default()
    }
}

/// Rules with every kind of field.
fn all_kinds() -> Rules {
    let mut rules = rules_for_a_client();
    rules.requester = None;
    let options = vec!["red".to_owned(), "blue".to_owned()];
    rules.departments[2].fields.extend([
        custom_field(4, FieldKind::Link),
        custom_field(5, FieldKind::Password),
        custom_field(6, FieldKind::DropDown(options)),
    ]);
    rules
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let text = || "[ -~é🎫\n]{0,20}";
    let answer = prop_oneof![
        (prop::sample::select(vec![1, 3, 4, 5]), text()).prop_map(|(id, text)| (id, text)),
        prop::sample::select(vec![(2, "on"), (2, ""), (6, "red"), (6, "")])
            .prop_map(|(id, text)| (id, text.to_owned())),
    ];
    let department = prop::sample::select(vec![1, 3]);
    prop_oneof![
        "[A-Z]{1,5}".prop_map(Edit::Name),
        "[a-z]{1,5}@[a-z]{0,5}".prop_map(Edit::Email),
        department.prop_map(|id| Edit::Department(DepartmentId::new(id))),
        prop::sample::select(vec![None, Related::parse("S1")]).prop_map(Edit::Related),
        prop::sample::select(Priority::ALL.to_vec()).prop_map(Edit::Priority),
        text().prop_map(Edit::Subject),
        text().prop_map(Edit::Message),
        answer.prop_map(|(id, text)| Edit::Answer(FieldId::new(id).unwrap(), text)),
        (1..9_u32, "[a-c]{1,3}\\.(txt|png|zip)", 0..2_000_u64)
            .prop_map(|(id, name, size)| { Edit::FilesAdded(vec![file(id, &name, size)]) }),
        (1..9_u32).prop_map(|id| Edit::FileRemoved(FileId(id))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stored_draft_is_restored_as_it_was_without_passwords(
        edits in prop::collection::vec(any_edit(), 0..20),
    ) {
        let prefill = Prefill {
            subject: "prefilled".into(),
            related: Related::parse("S1"),
            ..Prefill::default()
        };
        let mut form = ready_with(all_kinds(), prefill.clone());
        for (change, id) in edits.into_iter().zip(10..) {
            // Later files have larger ids.
            let change = match change {
                Edit::FilesAdded(files) => Edit::FilesAdded(
                    files.into_iter().map(|file| SelectedFile { id: FileId(id), ..file }).collect(),
                ),
                Edit::FileRemoved(FileId(index)) => Edit::FileRemoved(FileId(index + 9)),
                change => change,
            };
            edit(&mut form, change);
        }
        let mut restored = ready_with(all_kinds(), prefill);
        let saved = form.to_saved_draft();
        if let Some(saved) = saved.clone() {
            restore(&mut restored, SavedDraft::decode(&saved.encode()).unwrap());
        }
        let mut expected = form.draft().clone();
        let answers = expected.answers.iter().filter(|(id, _)| id.get() != 5);
        expected.answers = answers.collect::<CustomFieldAnswers>();
        expected.removed.clear();
        prop_assert_eq!(restored.draft(), &expected);
        prop_assert_eq!(restored.draft_set_aside(), None);
        if !form.draft().answers.iter().any(|(id, _)| id.get() == 5) {
            prop_assert_eq!(restored.to_saved_draft(), saved);
        }
    }

    /// Any text may be typed before the stored draft is restored. Afterwards, all text is in the
    /// draft or in the one that was set aside.
    #[test]
    fn no_text_is_lost_if_a_user_types_before_a_draft_is_restored(
        typed in prop::collection::vec(any_edit(), 0..8),
        stored in prop::collection::vec(any_edit(), 0..8),
    ) {
        let mut earlier = ready_with(all_kinds(), Prefill::default());
        stored.into_iter().for_each(|change| { edit(&mut earlier, change); });
        let mut form = ready_with(all_kinds(), Prefill::default());
        for change in typed {
            if !matches!(change, Edit::FilesAdded(_)) {
                edit(&mut form, change);
            }
        }
        let (own, saved) = (form.draft().clone(), earlier.to_saved_draft());
        let Some(saved) = saved else { return Ok(()) };
        restore(&mut form, saved.clone());
        let drafts: Vec<_> = [Some(form.draft()), form.draft_set_aside()].into_iter().flatten().collect();
        let has = |is_in: &dyn Fn(&Draft) -> bool| drafts.iter().any(|draft| is_in(draft));
        // White space is no text: a template or the other message replaces it.
        for message in [&own.message, &saved.message] {
            prop_assert!(is_blank(message) || form.draft().message.contains(message));
        }
        for (own, saved) in [(&own.name, &saved.name), (&own.email, &saved.email)] {
            prop_assert!(own.is_empty() || has(&|draft| [&draft.name, &draft.email].contains(&own)));
            prop_assert!(saved.is_empty() || has(&|draft| [&draft.name, &draft.email].contains(&saved)));
        }
        prop_assert!(own.subject.is_empty() || form.draft().subject == own.subject);
        prop_assert!(saved.subject.is_empty() || has(&|draft| draft.subject == saved.subject));
        for (id, answer) in saved.answers.iter().chain(own.answers.iter()) {
            prop_assert!(has(&|draft| draft.answers.get(id) == Some(answer)), "{:?}", id);
        }
        // Both drafts are available in full.
        let merged = form.draft().clone();
        if form.draft_set_aside().is_some() {
            form.replace_draft(Replacement::Undone);
            prop_assert_eq!(&form.draft().subject, &saved.subject);
            prop_assert_eq!(&form.draft().message, &saved.message);
            prop_assert_eq!(&form.draft().files, &merged.files);
            form.replace_draft(Replacement::Undone);
            prop_assert_eq!(form.draft(), &merged);
        }
    }
}

#[test]
fn a_draft_takes_precedence_over_the_attributes_of_the_page() {
    let prefill = Prefill {
        name: "page".into(),
        subject: "page".into(),
        message: "page".into(),
        department: Some(general()),
        priority: Some(Priority::Low),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), prefill);
    restore(&mut form, saved_draft());
    let draft = form.draft();
    assert_eq!(
        (draft.department, draft.priority),
        (Some(technical()), Priority::High)
    );
    assert_eq!(
        (draft.subject.as_str(), draft.message.as_str()),
        ("saved subject", "saved message")
    );
    assert_eq!(draft.name, "Ada");
}

#[test]
fn the_token_takes_precedence_over_a_draft() {
    let mut form = ready_with(rules_for_a_client(), Prefill::default());
    restore(&mut form, saved_draft());
    assert_eq!(
        (form.draft().name.as_str(), form.draft().email.as_str()),
        ("", "")
    );
    assert_eq!(form.draft().message, "saved message");
}

#[test]
fn values_that_the_user_has_changed_stay_and_the_stored_draft_is_set_aside() {
    let mut form = ready();
    edit(&mut form, Edit::Subject("own".into()));
    edit(&mut form, Edit::Message("own".into()));
    restore(&mut form, saved_draft());
    assert_eq!(form.draft().subject, "own");
    assert_eq!(form.draft().message, "saved message\n\nown");
    assert_eq!(form.draft().department, Some(technical()));
    assert_eq!(form.draft_set_aside().unwrap().subject, "saved subject");
}

#[test]
fn a_choice_that_is_not_offered_is_dropped() {
    let saved = SavedDraft {
        department: DepartmentId::new(99),
        related: Related::parse("S99"),
        answers: [
            (field(2), "maybe"),
            (field(6), "green"),
            (field(5), "secret"),
        ]
        .into_iter()
        .collect(),
        ..saved_draft()
    };
    let prefill = Prefill {
        department: Some(general()),
        ..Prefill::default()
    };
    let mut form = ready_with(all_kinds(), prefill);
    restore(&mut form, saved.clone());
    assert_eq!(form.draft().department, Some(general()));
    assert_eq!(form.draft().related, None);
    assert!(form.draft().answers.is_empty());
    let mut clients_only = ready();
    let billing = DepartmentId::new(2);
    restore(
        &mut clients_only,
        SavedDraft {
            department: billing,
            ..saved
        },
    );
    assert_eq!(clients_only.draft().department, None);
}

#[test]
fn stored_text_is_normalized_like_typed_text() {
    let mut form = ready();
    let saved = SavedDraft {
        subject: "a\r\nb\u{202e}".into(),
        message: "a\r\nb\rc".into(),
        ..saved_draft()
    };
    restore(&mut form, saved);
    let mut typed = ready();
    edit(&mut typed, Edit::Subject("a\r\nb\u{202e}".into()));
    assert_eq!(form.draft().subject, typed.draft().subject);
    assert_eq!(form.draft().message, "a\nb\nc");
}

#[test]
fn a_draft_is_restored_only_while_the_form_can_be_edited() {
    let mut opened = sending();
    opened.apply(Event::Opened(opened_ticket()));
    for mut form in [sending(), opened, Form::new(Prefill::default()).0] {
        let before = form.clone();
        assert!(restore(&mut form, saved_draft()).is_empty());
        assert_eq!(form, before);
    }
}
