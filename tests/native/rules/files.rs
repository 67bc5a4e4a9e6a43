//! Validation of files: individually and together.

use open_ticket::ticket::{Attachment, Field, Ticket, Violation};

use open_ticket::rules::{
    Limits, TextFields, contradicts_media_type, is_image, is_text, reencodable_media_type,
};

use super::fixtures::rules;
use super::{file, guest, name, violations};

fn file_violations(files: Vec<Attachment>) -> Vec<Violation> {
    let problems = violations(
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
        .map(|(_, violation)| violation)
        .collect()
}

#[test]
fn files_within_the_limits_are_valid() {
    assert_eq!(
        file_violations(vec![
            file("a.txt", 1_000),
            file("b.PNG", 999),
            file("c.txt", 1)
        ]),
        []
    );
}

#[test]
fn each_file_is_validated_individually() {
    let allowed = vec!["txt".to_owned(), "png".to_owned()];
    assert_eq!(
        file_violations(vec![
            file("a.exe", 1),
            file("b.txt", 0),
            file("c.png", 1_001)
        ]),
        [
            Violation::ExtensionNotAllowed {
                name: name("a.exe"),
                allowed: allowed.clone()
            },
            Violation::EmptyFile {
                name: name("b.txt")
            },
            Violation::FileTooLarge {
                name: name("c.png"),
                size: 1_001,
                limit: 1_000
            },
        ]
    );
    for without in ["noextension", ".txt", "a.txt.exe", "a.txt."] {
        let violation = Violation::ExtensionNotAllowed {
            name: name(without),
            allowed: allowed.clone(),
        };
        assert_eq!(file_violations(vec![file(without, 1)]), [violation]);
    }
}

#[test]
fn files_are_validated_together() {
    let four = (1..=4).map(|n| file(&format!("{n}.txt"), 1)).collect();
    assert_eq!(
        file_violations(four),
        [Violation::TooManyFiles { count: 4, limit: 3 }]
    );
    let large = (1..=3).map(|n| file(&format!("{n}.txt"), 1_000)).collect();
    assert_eq!(
        file_violations(large),
        [Violation::FilesTooLarge {
            size: 3_000,
            limit: 2_000
        }]
    );
}

#[test]
fn files_whose_total_size_overflows_are_too_large() {
    let files = vec![file("a.txt", u64::MAX), file("b.txt", u64::MAX)];
    assert_eq!(
        file_violations(files).last(),
        Some(&Violation::FilesTooLarge {
            size: u64::MAX,
            limit: 2_000
        })
    );
}

#[test]
fn without_a_list_of_extensions_any_file_is_allowed() {
    let mut any = rules();
    any.limits.extensions.clear();
    let ticket = Ticket {
        attachments: vec![file("a.exe", 1), file("b", 1)],
        ..guest(1)
    };
    assert_eq!(violations(&any, &ticket), []);
}

#[test]
fn a_reliable_media_type_can_contradict_the_extension() {
    for (file, media_type) in [
        ("a.png", "image/jpeg"),
        ("a.pdf", "application/x-msdownload"),
        ("a.txt", "text/html"),
        ("a.jpg", "image/svg+xml"),
        ("a.tar.gz", "image/png"),
        ("photo.JPG.png", "image/jpeg"),
    ] {
        assert!(
            contradicts_media_type(&name(file), media_type),
            "{file} {media_type}"
        );
    }
}

#[test]
fn a_matching_unknown_or_missing_media_type_contradicts_nothing() {
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
        assert!(
            !contradicts_media_type(&name(file), media_type),
            "{file} {media_type}"
        );
    }
}

#[test]
fn a_name_without_an_extension_gets_the_allowed_one_of_its_media_type() {
    let limits = rules().limits;
    let completed = |file, media_type| {
        limits
            .add_missing_extension(name(file), media_type)
            .to_string()
    };
    assert_eq!(completed("image", "image/png"), "image.png");
    assert_eq!(completed("image.", "image/png"), "image.png");
    assert_eq!(
        completed("image", "image/jpeg"),
        "image",
        "jpg is not allowed"
    );
    assert_eq!(completed("image.txt", "image/png"), "image.txt");
    assert_eq!(
        completed("notes", "text/plain"),
        "notes",
        "the media type is ambiguous"
    );
    let longest = "a".repeat(255);
    assert_eq!(
        completed(&longest, "image/png"),
        format!("{}.png", "a".repeat(251))
    );
    let jpeg_only = Limits {
        extensions: vec!["jpeg".into()],
        ..limits.clone()
    };
    let image = jpeg_only.add_missing_extension(name("image"), "image/jpeg");
    assert_eq!(image.as_str(), "image.jpeg");
}

#[test]
fn images_and_text_files_are_recognized_by_their_extensions() {
    assert!(is_image(&name("a.PNG")) && is_image(&name("a.webp")));
    assert!(!is_image(&name("a.svg")) && !is_image(&name("a.heic")));
    assert!(is_text(&name("error.log")) && !is_text(&name("a.zip")));
    assert_eq!(reencodable_media_type(&name("a.JPG")), Some("image/jpeg"));
    assert_eq!(
        reencodable_media_type(&name("a.gif")),
        None,
        "the image may be animated"
    );
}

#[test]
fn a_request_of_the_maximum_size_is_valid_and_one_byte_more_is_not() {
    let ticket = Ticket {
        attachments: vec![file("a.txt", 900), file("b.png", 1_000)],
        ..guest(1)
    };
    let mut limits = rules().limits;
    let fields = TextFields::from_ticket(&ticket);
    let files: Vec<_> = ticket
        .attachments
        .iter()
        .map(|f| (f.name(), f.size()))
        .collect();
    limits.request_bytes =
        fields.encoded_size() + open_ticket::rules::encoded_files_size(files.iter().copied());
    assert_eq!(limits.validate_files_with_text(&fields, &files), None);
    limits.request_bytes -= 1;
    let violation = limits.validate_files_with_text(&fields, &files);
    let Some(Violation::FilesTooLargeWithText { size: 1_900, limit }) = violation else {
        panic!("{violation:?}")
    };
    assert!((1_850..1_900).contains(&limit), "{limit}");
}

#[test]
fn text_that_is_too_large_alone_is_not_reported_as_a_problem_of_files() {
    let ticket = guest(1);
    let fields = TextFields::from_ticket(&ticket);
    let mut limits = rules().limits;
    limits.request_bytes = fields.encoded_size();
    assert_eq!(limits.validate_text_size(&fields), None);
    limits.request_bytes -= 1;
    let (size, limit) = (fields.encoded_size(), fields.encoded_size() - 1);
    assert_eq!(
        limits.validate_text_size(&fields),
        Some(Violation::TextTooLarge { size, limit })
    );
    let name = name("a.txt");
    assert_eq!(
        limits.validate_files_with_text(&fields, &[(&name, 1)]),
        None
    );
}

#[test]
fn files_whose_total_size_overflows_do_not_fit_next_to_text() {
    let ticket = guest(1);
    let (name, limits) = (name("a.txt"), rules().limits);
    let files = [(&name, u64::MAX), (&name, u64::MAX)];
    let violation = limits.validate_files_with_text(&TextFields::from_ticket(&ticket), &files);
    assert!(matches!(
        violation,
        Some(Violation::FilesTooLargeWithText { size: u64::MAX, .. })
    ));
}

#[test]
fn the_available_size_for_files_is_in_bytes_before_encoding() {
    let mut limits = rules().limits;
    assert_eq!(limits.available_file_bytes(), 2_000);
    limits.request_bytes = 2_624;
    assert_eq!(limits.available_file_bytes(), 900);
    limits.request_bytes = 10;
    assert_eq!(limits.available_file_bytes(), 0);
}
