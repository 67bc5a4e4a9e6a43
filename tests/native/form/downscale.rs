//! Downscaling of images before they are sent.

use super::fixtures::rules;
use super::support::{
    add, announcements, edit, file, filled_in, filled_in_with, ready_with, violation_of,
};
use open_ticket::form::{Announcement, Edit, Effect, Event, FileId, Form, Phase, Prefill};
use open_ticket::rules::Rules;
use open_ticket::ticket::Violation;

/// Complete form with two images that are being downscaled.
fn downscaling() -> Form {
    let mut form = filled_in_with(Rules {
        downscale_above_megapixels: Some(2),
        ..rules()
    });
    add(&mut form, &[file(1, "a.png", 900), file(2, "b.png", 900)]);
    form
}

/// Sizes of the files of the ticket that is sent, if one is. In bytes.
fn sent_sizes(effects: &[Effect]) -> Option<Vec<u64>> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(ticket) => Some(ticket.attachments.iter().map(|file| file.size()).collect()),
        _ => None,
    })
}

#[test]
fn only_images_that_can_be_encoded_again_are_downscaled() {
    let mut rules = rules();
    rules.downscale_above_megapixels = Some(2);
    rules.limits.extensions = Vec::new();
    let mut form = ready_with(rules, Prefill::default());
    let files = [
        file(1, "a.PNG", 5),
        file(2, "b.txt", 5),
        file(3, "c.gif", 5),
        file(4, "d.jpeg", 5),
    ];
    let expected = Effect::Downscale {
        files: vec![(FileId(1), "image/png"), (FileId(4), "image/jpeg")],
        megapixels: 2,
    };
    assert_eq!(add(&mut form, &files).last(), Some(&expected));
    assert!(
        !add(&mut filled_in(), &files).contains(&expected),
        "the rules have no limit"
    );
}

#[test]
fn a_downscaled_image_replaces_the_original_until_the_user_selects_the_original() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.png", 5_000), file(2, "b.png", 5)]);
    assert!(matches!(
        violation_of(&form, 1),
        Some(Violation::FileTooLarge { .. })
    ));
    let swap = [Effect::SwapVersions(FileId(1))];
    assert_eq!(form.apply(Event::FileDownscaled(FileId(1), 700)), swap);
    assert!(form.problems().is_empty());
    let file = &form.draft().files[0];
    assert_eq!((file.size, file.downscaled_from()), (700, Some(5_000)));
    assert_eq!(
        form.apply(Event::FileDownscaled(FileId(1), 600)),
        [],
        "the image is already downscaled"
    );

    let effects = edit(&mut form, Edit::OriginalSelected(FileId(1)));
    assert!(effects.contains(&swap[0]));
    assert_eq!(announcements(&effects), [Announcement::FilesRejected(1)]);
    let original = &form.draft().files[0];
    assert_eq!((original.size, original.downscaled_from()), (5_000, None));
    assert_eq!(edit(&mut form, Edit::OriginalSelected(FileId(2))), []);
}

#[test]
fn a_submission_waits_for_its_images_and_sends_the_downscaled_ones() {
    let mut form = downscaling();
    let effects = form.apply(Event::Submitted);
    assert!(matches!(form.phase(), Phase::Sending(_)));
    assert_eq!(
        (announcements(&effects), sent_sizes(&effects)),
        (vec![Announcement::Sending], None)
    );
    let effects = form.apply(Event::FileDownscaled(FileId(1), 500));
    assert_eq!(effects, [Effect::SwapVersions(FileId(1))]);
    let effects = form.apply(Event::FileNotDownscaled(FileId(2)));
    assert_eq!(sent_sizes(&effects), Some(vec![500, 900]));
    assert!(
        announcements(&effects).is_empty(),
        "the submission was already announced"
    );
}

#[test]
fn a_waiting_submission_can_be_cancelled_and_the_next_one_waits_again() {
    let mut form = downscaling();
    form.apply(Event::Submitted);
    form.apply(Event::Cancelled);
    assert!(matches!(form.phase(), Phase::Editing(_)));
    form.apply(Event::FileDownscaled(FileId(1), 500));
    assert_eq!(sent_sizes(&form.apply(Event::Submitted)), None);
    let effects = form.apply(Event::FileDownscaled(FileId(2), 400));
    assert_eq!(sent_sizes(&effects), Some(vec![500, 400]));
}

#[test]
fn an_image_that_is_downscaled_during_the_upload_is_sent_in_its_original_size() {
    let mut form = filled_in();
    add(&mut form, &[file(1, "a.png", 900)]);
    form.apply(Event::Submitted);
    assert_eq!(form.apply(Event::FileDownscaled(FileId(1), 700)), []);
    assert_eq!(form.draft().files[0].size, 900);
}

#[test]
fn a_submission_does_not_wait_for_a_removed_image() {
    let mut form = downscaling();
    form.apply(Event::FileNotDownscaled(FileId(1)));
    edit(&mut form, Edit::FileRemoved(FileId(2)));
    assert_eq!(sent_sizes(&form.apply(Event::Submitted)), Some(vec![900]));
}
