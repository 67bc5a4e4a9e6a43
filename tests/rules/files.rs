//! Files, each by itself and all together.

use open_ticket::ticket::{Attachment, Complaint, Field, Ticket};

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
