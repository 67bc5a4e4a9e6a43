//! Files whose name is not allowed, but whose contents are allowed.

use open_ticket::rules::{FileContent, Limits, RenameOrConvert, is_heic};
use open_ticket::ticket::FileName;
use proptest::prelude::*;

use super::fixtures::rules;
use super::name;

fn limits_of(extensions: &[&str]) -> Limits {
    Limits {
        extensions: extensions.iter().map(|e| (*e).to_owned()).collect(),
        ..rules().limits
    }
}

#[test]
fn a_format_is_detected_by_its_first_bytes() {
    use FileContent::{Gif, Heic, Jpeg, Other, Pdf, Png, Text, WebP};
    for (head, content) in [
        (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], Jpeg),
        (b"\xff\xd8\xff\xe1\0\x10Exif", Jpeg),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Png),
        (b"GIF89a\x01\0", Gif),
        (b"RIFF\x10\0\0\0WEBPVP8 ", WebP),
        (b"RIFF\x10\0\0\0WAVEfmt ", Other),
        (b"%PDF-1.7\n", Pdf),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", Heic),
        (b"\0\0\0\x18ftypisom\0\0\0\0", Other),
        (b"\0\0\0\x18ftyp", Other),
        (b"PK\x03\x04\x14\0", Other),
        (b"MZ", Other),
        (b"\x7fELF\x02\x01\x01\0", Other),
        (b"{\\rtf1 text}", Other),
        (b"", Other),
        (b"\0", Other),
        (b"x", Text),
        ("Zürich 🎫\r\n\tend".as_bytes(), Text),
        (b"caf\xe9 au lait", Text),
        (b"\x1b[31mERROR\x1b[0m", Text),
        (b"\xef\xbb\xbfwith a mark", Text),
        (b"\xff\xfea\0\n\0", Text),
        (b"\xfe\xff\0a\0\n", Text),
        (b"[28-Nov-2026] PHP Warning: \0", Other),
    ] {
        assert_eq!(FileContent::detect(head), content, "{head:?}");
    }
}

#[test]
fn a_text_file_with_an_unknown_or_missing_extension_is_sent_as_txt() {
    let limits = limits_of(&["txt", "log", "png"]);
    for (original, renamed) in [
        ("error_log", "error_log.txt"),
        ("error.log.1", "error.log.1.txt"),
        ("Makefile", "Makefile.txt"),
        (".htaccess", ".htaccess.txt"),
        ("settings.bak", "settings.bak.txt"),
        ("page.html", "page.html.txt"),
        ("drawing.svg", "drawing.svg.txt"),
        ("a.", "a.txt"),
    ] {
        let replacement = limits.find_replacement(&name(original), FileContent::Text);
        assert_eq!(
            replacement,
            Some(RenameOrConvert::Rename(name(renamed))),
            "{original}"
        );
        assert!(limits.may_allow_renamed(&name(original)), "{original}");
    }
    let log_only = limits_of(&["log"]);
    let replacement = log_only.find_replacement(&name("error_log"), FileContent::Text);
    assert_eq!(
        replacement,
        Some(RenameOrConvert::Rename(name("error_log.log")))
    );
    let images_only = limits_of(&["png"]);
    assert_eq!(
        images_only.find_replacement(&name("error_log"), FileContent::Text),
        None
    );
}

#[test]
fn an_image_by_another_name_gets_the_extension_of_its_format() {
    let limits = limits_of(&["jpg", "png", "gif", "webp", "pdf"]);
    for (original, content, renamed) in [
        ("photo.jfif", FileContent::Jpeg, "photo.jpg"),
        ("photo.JPEG", FileContent::Jpeg, "photo.jpg"),
        ("photo.jpe", FileContent::Jpeg, "photo.jpg"),
        ("IMG_0001.HEIC", FileContent::Jpeg, "IMG_0001.jpg"),
        ("photo", FileContent::Jpeg, "photo.jpg"),
        ("photo.old", FileContent::Jpeg, "photo.old.jpg"),
        ("Screenshot", FileContent::Png, "Screenshot.png"),
        ("photo.avif", FileContent::WebP, "photo.webp"),
        ("scan", FileContent::Pdf, "scan.pdf"),
    ] {
        let replacement = limits.find_replacement(&name(original), content);
        assert_eq!(
            replacement,
            Some(RenameOrConvert::Rename(name(renamed))),
            "{original}"
        );
    }
    let replacement = limits_of(&["jpeg"]).find_replacement(&name("a.jpe"), FileContent::Jpeg);
    assert_eq!(replacement, Some(RenameOrConvert::Rename(name("a.jpeg"))));
}

#[test]
fn a_photo_in_heif_is_converted_to_the_allowed_name_of_a_jpeg() {
    let limits = limits_of(&["jpg", "txt"]);
    for (original, content) in [
        ("IMG_0001.HEIC", FileContent::Heic),
        ("IMG_0001.heif", FileContent::Heic),
        ("IMG_0001", FileContent::Heic),
        ("IMG_0001.heic", FileContent::Other),
        ("IMG_0001.heic", FileContent::Text),
    ] {
        let replacement = limits.find_replacement(&name(original), content);
        let expected = RenameOrConvert::ConvertToJpeg(name("IMG_0001.jpg"));
        assert_eq!(replacement, Some(expected), "{original}");
    }
    assert!(is_heic(&name("a.HIF")) && !is_heic(&name("a.jpg")));
    let text_only = limits_of(&["txt"]);
    assert_eq!(
        text_only.find_replacement(&name("IMG_0001.HEIC"), FileContent::Heic),
        None
    );
    let with_heic = limits_of(&["heic", "jpg"]);
    assert_eq!(
        with_heic.find_replacement(&name("IMG_0001"), FileContent::Heic),
        Some(RenameOrConvert::Rename(name("IMG_0001.heic")))
    );
}

#[test]
fn programs_archives_and_documents_are_not_sniffed() {
    let limits = limits_of(&["txt", "jpg"]);
    for refused in ["setup.exe", "Setup.MSI", "a.zip", "a.tar.gz", "a.docx"] {
        assert!(!limits.may_allow_renamed(&name(refused)), "{refused}");
    }
    assert!(!limits.may_allow_renamed(&name("allowed.txt")));
    let damaged = limits.find_replacement(&name("photo.png"), FileContent::Text);
    assert_eq!(damaged, None, "a damaged image is not text");
    assert_eq!(
        limits.find_replacement(&name("data"), FileContent::Other),
        None
    );
}

proptest! {
    #[test]
    fn a_replacement_name_is_allowed(text in any::<String>(), content in any::<usize>()) {
        use FileContent::{Gif, Heic, Jpeg, Other, Pdf, Png, Text, WebP};
        let all = [Text, Jpeg, Png, Gif, WebP, Pdf, Heic, Other];
        let limits = limits_of(&["txt", "jpeg", "webp"]);
        let original = FileName::sanitized(&text);
        if let Some(RenameOrConvert::Rename(name) | RenameOrConvert::ConvertToJpeg(name)) =
            limits.find_replacement(&original, all[content % all.len()])
        {
            prop_assert_eq!(limits.validate_file(&name, 1), None, "{}", name);
        }
    }

    #[test]
    fn detection_never_panics_and_utf_8_text_is_text(text in "[\\PC\n\t]{1,40}") {
        prop_assume!(!["MZ", "GIF8", "%PDF-", "%!PS", "{\\rtf"].iter().any(|s| text.starts_with(s)));
        prop_assert_eq!(FileContent::detect(text.as_bytes()), FileContent::Text, "{:?}", text);
    }

    #[test]
    fn random_bytes_are_detected_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = FileContent::detect(&bytes);
    }
}
