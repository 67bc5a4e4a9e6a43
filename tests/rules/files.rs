//! Files, each by itself and all together.

use open_ticket::ticket::{Attachment, Complaint, Field, Ticket};

use open_ticket::rules::{Limits, Words, contradicts, is_picture, is_text, redrawn_as};

use super::fixtures::rules;
use super::{complaints, file, guest, name};

fn of_files(files: Vec<Attachment>) -> Vec<Complaint> {
    let problems = complaints(
        &rules(),
        &Ticket {
            attachments: files,
            ..guest(1)
        },
    );
    assert!(
        problems.iter().all(|(field, _)| *field == Field::Files),
        "{problems:?}"
    );
    problems
        .into_iter()
        .map(|(_, complaint)| complaint)
        .collect()
}

#[test]
fn as_many_files_as_fit_are_taken() {
    assert_eq!(
        of_files(vec![
            file("a.txt", 1_000),
            file("b.PNG", 999),
            file("c.txt", 1)
        ]),
        []
    );
}

#[test]
fn each_file_is_judged_by_itself() {
    let allowed = vec!["txt".to_owned(), "png".to_owned()];
    assert_eq!(
        of_files(vec![
            file("a.exe", 1),
            file("b.txt", 0),
            file("c.png", 1_001)
        ]),
        [
            Complaint::Extension {
                name: name("a.exe"),
                allowed: allowed.clone()
            },
            Complaint::EmptyFile {
                name: name("b.txt")
            },
            Complaint::FileTooLarge {
                name: name("c.png"),
                size: 1_001,
                limit: 1_000
            },
        ]
    );
    for without in ["noextension", ".txt", "a.txt.exe", "a.txt."] {
        let complaint = Complaint::Extension {
            name: name(without),
            allowed: allowed.clone(),
        };
        assert_eq!(of_files(vec![file(without, 1)]), [complaint]);
    }
}

#[test]
fn files_are_judged_together_too() {
    let four = (1..=4).map(|n| file(&format!("{n}.txt"), 1)).collect();
    assert_eq!(
        of_files(four),
        [Complaint::TooManyFiles { count: 4, limit: 3 }]
    );
    let large = (1..=3).map(|n| file(&format!("{n}.txt"), 1_000)).collect();
    assert_eq!(
        of_files(large),
        [Complaint::FilesTooLarge {
            size: 3_000,
            limit: 2_000
        }]
    );
}

#[test]
fn sizes_beyond_all_counting_are_too_large_and_nothing_worse() {
    let files = vec![file("a.txt", u64::MAX), file("b.txt", u64::MAX)];
    assert_eq!(
        of_files(files).last(),
        Some(&Complaint::FilesTooLarge {
            size: u64::MAX,
            limit: 2_000
        })
    );
}

#[test]
fn without_a_list_of_extensions_any_is_taken() {
    let mut any = rules();
    any.limits.extensions.clear();
    let ticket = Ticket {
        attachments: vec![file("a.exe", 1), file("b", 1)],
        ..guest(1)
    };
    assert_eq!(complaints(&any, &ticket), []);
}

#[test]
fn a_media_type_that_is_known_and_says_another_kind_contradicts_the_extension() {
    for (file, media_type) in [
        ("a.png", "image/jpeg"),
        ("a.pdf", "application/x-msdownload"),
        ("a.txt", "text/html"),
        ("a.jpg", "image/svg+xml"),
        ("a.tar.gz", "image/png"),
        ("photo.JPG.png", "image/jpeg"),
    ] {
        assert!(contradicts(&name(file), media_type), "{file} {media_type}");
    }
}

#[test]
fn a_media_type_that_fits_is_unknown_or_not_there_leaves_it_to_the_extension() {
    for (file, media_type) in [
        ("a.png", "image/png"),
        ("A.JPEG", "image/jpeg"),
        ("a.heic", ""),
        ("a.log", "text/plain"),
        ("a.csv", "application/vnd.ms-excel"),
        ("a.docx", "application/zip"),
        ("a.bin", "application/octet-stream"),
        ("a.weird", "x/y"),
        ("without", "image/png"),
    ] {
        assert!(!contradicts(&name(file), media_type), "{file} {media_type}");
    }
}

#[test]
fn a_file_without_an_extension_gets_that_of_its_media_type_if_it_is_taken() {
    let limits = rules().limits;
    let completed = |file, media_type| limits.completed(name(file), media_type).to_string();
    assert_eq!(completed("image", "image/png"), "image.png");
    assert_eq!(completed("image.", "image/png"), "image.png");
    assert_eq!(completed("image", "image/jpeg"), "image", "no jpg is taken");
    assert_eq!(completed("image.txt", "image/png"), "image.txt");
    assert_eq!(
        completed("notes", "text/plain"),
        "notes",
        "that may be anything"
    );
    let longest = "a".repeat(255);
    assert_eq!(
        completed(&longest, "image/png"),
        format!("{}.png", "a".repeat(251))
    );
    let second = Limits {
        extensions: vec!["jpeg".into()],
        ..limits.clone()
    };
    let picture = second.completed(name("image"), "image/jpeg");
    assert_eq!(picture.as_str(), "image.jpeg");
}

#[test]
fn pictures_and_texts_are_told_by_their_extensions() {
    assert!(is_picture(&name("a.PNG")) && is_picture(&name("a.webp")));
    assert!(!is_picture(&name("a.svg")) && !is_picture(&name("a.heic")));
    assert!(is_text(&name("error.log")) && !is_text(&name("a.zip")));
    assert_eq!(redrawn_as(&name("a.JPG")), Some("image/jpeg"));
    assert_eq!(redrawn_as(&name("a.gif")), None, "it may move");
}

#[test]
fn a_request_that_just_fits_is_taken_and_a_byte_more_is_not() {
    let ticket = Ticket {
        attachments: vec![file("a.txt", 900), file("b.png", 1_000)],
        ..guest(1)
    };
    let mut limits = rules().limits;
    let words = Words::of(&ticket);
    let files: Vec<_> = ticket
        .attachments
        .iter()
        .map(|f| (f.name(), f.size()))
        .collect();
    limits.request_bytes = words.bytes() + open_ticket::rules::files_bytes(files.iter().copied());
    assert_eq!(limits.judge_beside(&words, &files), None);
    limits.request_bytes -= 1;
    let told = limits.judge_beside(&words, &files);
    let Some(Complaint::FilesBesideWords { size: 1_900, limit }) = told else {
        panic!("{told:?}")
    };
    assert!((1_850..1_900).contains(&limit), "{limit}");
}

#[test]
fn words_that_are_too_large_alone_are_told_as_such_and_not_blamed_on_files() {
    let ticket = guest(1);
    let words = Words::of(&ticket);
    let mut limits = rules().limits;
    limits.request_bytes = words.bytes();
    assert_eq!(limits.judge_words(&words), None);
    limits.request_bytes -= 1;
    let (size, limit) = (words.bytes(), words.bytes() - 1);
    assert_eq!(
        limits.judge_words(&words),
        Some(Complaint::WordsTooLarge { size, limit })
    );
    let name = name("a.txt");
    assert_eq!(limits.judge_beside(&words, &[(&name, 1)]), None);
}

#[test]
fn files_beyond_all_counting_do_not_fit_beside_anything() {
    let ticket = guest(1);
    let (name, limits) = (name("a.txt"), rules().limits);
    let files = [(&name, u64::MAX), (&name, u64::MAX)];
    let told = limits.judge_beside(&Words::of(&ticket), &files);
    assert!(matches!(
        told,
        Some(Complaint::FilesBesideWords { size: u64::MAX, .. })
    ));
}

#[test]
fn the_room_for_files_is_told_in_their_own_bytes() {
    let mut limits = rules().limits;
    assert_eq!(limits.room_for_files(), 2_000);
    limits.request_bytes = 2_624;
    assert_eq!(limits.room_for_files(), 900);
    limits.request_bytes = 10;
    assert_eq!(limits.room_for_files(), 0);
}
