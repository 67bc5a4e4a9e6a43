//! A user starts over or loads another draft, and can undo it.

use super::fixtures::rules;
use super::support::{
    add, edit, file, filled_in, general, listed_ids, opened_ticket, ready, ready_with, renews_key,
    sending, sends,
};
use open_ticket::drafts::SavedDraft;
use open_ticket::form::{Edit, Effect, Event, FileId, Form, Prefill, Replacement};
use open_ticket::ticket::{SendError, SubmissionOutcome};

fn with_file() -> Form {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.txt", 5)]);
    form
}

fn import(form: &mut Form, message: &str) -> Vec<Effect> {
    form.replace_draft(Replacement::Imported(Box::new(SavedDraft {
        message: message.into(),
        ..SavedDraft::default()
    })))
}

/// Form that shows that the outcome of its submission is unknown.
fn unconfirmed() -> Form {
    let mut form = sending();
    form.apply(Event::Failed(SendError::NoResponse));
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    form
}

#[test]
fn starting_over_prefills_the_form_again_and_can_be_undone() {
    let prefill = Prefill {
        department: Some(general()),
        subject: "prefilled".into(),
        ..Prefill::default()
    };
    let mut form = ready_with(rules(), prefill);
    let first = form.draft().clone();
    edit(&mut form, Edit::Subject("typed".into()));
    add(&mut form, &[file(1, "a.txt", 5), file(2, "b.txt", 5)]);
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    let typed = form.draft().clone();
    assert!(
        form.replace_draft(Replacement::Discarded).is_empty(),
        "no file is released"
    );
    assert_eq!(form.draft(), &first);
    assert_eq!(form.draft_set_aside(), Some(&typed));
    assert_eq!(form.to_saved_draft(), None);
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft(), &typed);
    assert_eq!(form.draft_set_aside(), None);
}

#[test]
fn text_typed_after_starting_over_is_kept_by_the_undo() {
    let mut form = filled_in();
    form.replace_draft(Replacement::Discarded);
    edit(&mut form, Edit::Message("new".into()));
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().message, "Since **Tuesday**.");
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().message, "new");
}

#[test]
fn a_form_in_which_nothing_was_entered_has_nothing_to_discard() {
    let mut form = filled_in();
    form.replace_draft(Replacement::Discarded);
    let before = form.clone();
    assert!(form.replace_draft(Replacement::Discarded).is_empty());
    assert_eq!(form, before, "the first draft can still be restored");
}

#[test]
fn files_are_released_only_when_the_undo_has_ended() {
    let mut form = with_file();
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    add(&mut form, &[file(2, "b.txt", 5)]);
    form.replace_draft(Replacement::Discarded);
    assert_eq!(
        form.apply(Event::RemovedFileExpired(FileId(1))),
        [Effect::ReleaseFile(FileId(1))],
        "the file was removed before"
    );
    add(&mut form, &[file(3, "c.txt", 5)]);
    assert_eq!(
        form.replace_draft(Replacement::Expired),
        [Effect::ReleaseFile(FileId(2))]
    );
    assert_eq!(form.draft_set_aside(), None);
    assert!(form.replace_draft(Replacement::Undone).is_empty());
    assert_eq!(listed_ids(&form), [3]);
}

#[test]
fn a_second_draft_that_is_set_aside_releases_the_first_one() {
    let mut form = with_file();
    form.replace_draft(Replacement::Discarded);
    edit(&mut form, Edit::Message("new".into()));
    let effects = import(&mut form, "imported");
    assert!(effects.contains(&Effect::ReleaseFile(FileId(1))));
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().message, "new");
}

#[test]
fn a_file_that_both_drafts_list_is_kept_while_one_of_them_does() {
    let mut form = with_file();
    let saved = form.to_saved_draft().unwrap();
    form.replace_draft(Replacement::Imported(Box::new(saved)));
    edit(&mut form, Edit::FileRemoved(FileId(1)));
    assert!(form.apply(Event::RemovedFileExpired(FileId(1))).is_empty());
    assert_eq!(
        form.replace_draft(Replacement::Expired),
        [Effect::ReleaseFile(FileId(1))]
    );
}

#[test]
fn work_on_the_files_of_a_discarded_draft_continues() {
    let mut rules = rules();
    rules.downscale_above_megapixels = Some(12);
    let mut form = ready_with(rules, Prefill::default());
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
        Edit::Message("m".into()),
    ] {
        edit(&mut form, change);
    }
    add(&mut form, &[file(1, "a.png", 900), file(2, "b.png", 900)]);
    form.replace_draft(Replacement::Discarded);
    assert_eq!(
        form.apply(Event::FileDownscaled(FileId(1), 10)),
        [Effect::SwapVersions(FileId(1))]
    );
    form.apply(Event::FileNotDownscaled(FileId(2)));
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().files[0].size, 10);
    assert!(
        sends(&form.apply(Event::Submitted)),
        "the submission waits for no file"
    );
}

#[test]
fn a_running_countdown_ends_without_an_announcement_when_the_user_starts_over() {
    let mut form = sending();
    form.apply(Event::Failed(SendError::RateLimited {
        retry_after: Some(9),
    }));
    assert_eq!(form.seconds_until_retry(), Some(9));
    assert_eq!(form.replace_draft(Replacement::Discarded), []);
    assert_eq!((form.seconds_until_retry(), form.failure()), (None, None));
}

#[test]
fn nothing_can_be_replaced_while_a_ticket_is_sent() {
    let mut form = sending();
    let before = form.clone();
    for replacement in [
        Replacement::Discarded,
        Replacement::Undone,
        Replacement::Imported(Box::default()),
    ] {
        assert!(form.replace_draft(replacement).is_empty());
        assert_eq!(form, before);
    }
}

#[test]
fn starting_over_keeps_the_key_of_an_unknown_outcome_until_it_is_looked_up() {
    let mut form = unconfirmed();
    form.replace_draft(Replacement::Discarded);
    assert_eq!(form.failure(), None);
    let saved = form.to_saved_draft().expect("the key has to be stored");
    assert!(saved.is_changed_since_submission && saved.message.is_empty());
    assert!(form.has_pending_submission());
    let mut other = form.clone();
    import(&mut other, "other");
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
    ] {
        edit(&mut other, change);
    }
    let effects = other.apply(Event::Submitted);
    assert!(effects.contains(&Effect::LookUpOutcome) && !sends(&effects));
    form.replace_draft(Replacement::Undone);
    let effects = form.apply(Event::Submitted);
    assert!(
        sends(&effects) && !renews_key(&effects),
        "the draft is the same ticket"
    );
}

#[test]
fn a_draft_that_may_be_open_under_an_earlier_key_is_restored_with_a_warning() {
    let mut form = unconfirmed();
    form.replace_draft(Replacement::Discarded);
    for change in [
        Edit::Name("Ada".into()),
        Edit::Email("ada@example.com".into()),
        Edit::Department(Some(general())),
        Edit::Subject("s".into()),
        Edit::Message("new".into()),
    ] {
        edit(&mut form, change);
    }
    form.apply(Event::Submitted);
    form.apply(Event::OutcomeReceived(SubmissionOutcome::Unknown));
    assert!(renews_key(&form.apply(Event::Submitted)));
    form.apply(Event::Opened(opened_ticket()));
    form.apply(Event::Restarted);
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft().message, "Since **Tuesday**.");
    assert_eq!(form.failure(), Some(&SendError::KeyReused));
    let effects = form.apply(Event::Submitted);
    assert!(renews_key(&effects) && sends(&effects));
}

#[test]
fn an_imported_draft_replaces_all_values_and_can_be_undone() {
    let mut form = with_file();
    let typed = form.draft().clone();
    import(&mut form, "imported");
    let mut expected = ready().draft().clone();
    expected.message = "imported".into();
    assert_eq!(form.draft(), &expected);
    form.replace_draft(Replacement::Undone);
    assert_eq!(form.draft(), &typed);
}
