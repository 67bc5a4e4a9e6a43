//! Progress of a submission in percent, in total and per file.

use super::support::{progress, read, sending_files, upload, uploaded};
use open_ticket::form::{Event, FileId, Form, Progress};

#[test]
fn the_percentage_is_that_of_the_uploaded_bytes_and_each_file_has_its_own_share() {
    let mut form = sending_files();
    let percent = |form: &Form, id| form.file_progress(FileId(id)).map(Progress::percent);
    assert_eq!(percent(&form, 1), Some(0));
    read(&mut form, 250);
    assert_eq!((percent(&form, 1), percent(&form, 2)), (Some(0), Some(0)));
    upload(&mut form, 0);
    assert_eq!(progress(&form), Some(uploaded(0, 400)));
    assert_eq!(uploaded(0, 400).percent(), 0);
    upload(&mut form, 250);
    assert_eq!(
        (percent(&form, 1), percent(&form, 2)),
        (Some(100), Some(50))
    );
    assert_eq!(percent(&form, 3), None);
    form.apply(Event::Cancelled);
    assert_eq!(percent(&form, 1), None);
}

#[test]
fn the_percentage_agrees_with_the_bytes_next_to_the_bar() {
    for total in [1, 7, 100, 999, 1_000, 3_500_000, 9_999_999] {
        for step in 0..=50 {
            let sent = total * step / 50;
            let percent = u64::from(uploaded(sent, total).percent());
            assert!(percent * total <= sent * 100, "{sent} of {total}");
            assert!((percent + 1) * total > sent * 100, "{sent} of {total}");
        }
    }
}

#[test]
fn progress_never_overflows_and_is_complete_only_after_the_last_byte() {
    let max = (1 << 53) - 1;
    assert_eq!(uploaded(max, max).percent(), 100);
    assert!(uploaded(max - 1, max).percent() < 100);
    assert_eq!(uploaded(0, 0).percent(), 0);
}
