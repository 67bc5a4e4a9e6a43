//! Names of files that systems create, and of folders that macOS shows as files.

use open_ticket::ticket::{is_package, is_system_file};
use proptest::prelude::*;

const SYSTEM_FILES: [&str; 42] = [
    ".DS_Store",
    ".localized",
    "._a.log",
    "._.DS_Store",
    "__MACOSX",
    ".Spotlight-V100",
    ".Trashes",
    ".Trash-1000",
    ".fseventsd",
    ".TemporaryItems",
    ".DocumentRevisions-V100",
    ".VolumeIcon.icns",
    ".AppleDouble",
    ".LSOverride",
    ".apdisk",
    "Icon\r",
    "Network Trash Folder",
    "Temporary Items",
    "Thumbs.db",
    "thumbs.db",
    "THUMBS.DB",
    "Thumbs.db:encryptable",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "Desktop.ini",
    "$RECYCLE.BIN",
    "RECYCLER",
    "System Volume Information",
    ".directory",
    ".nfs000000000012ab",
    ".fuse_hidden0000001",
    "~$report.docx",
    ".~lock.report.odt#",
    "lost+found",
    "@eaDir",
    "@Recycle",
    "@__thumb",
    ".dropbox",
    ".dropbox.cache",
    ".stfolder",
    ".picasa.ini",
];

#[test]
fn files_that_systems_create_are_recognized() {
    for name in SYSTEM_FILES {
        assert!(is_system_file(name), "{name:?}");
    }
}

#[test]
fn similar_names_are_not_system_files() {
    for name in [
        "",
        "a.log",
        ".env",
        ".htaccess",
        ".bashrc",
        ".gitignore",
        "DS_Store",
        ".DS_Store.txt",
        "my desktop.ini",
        "thumbs.db.zip",
        "Thumbs",
        "Icon",
        "icon.png",
        "__MACOSX.zip",
        "_a.log",
        "._",
        "~$",
        "~report.docx",
        "$RECYCLE.BIN.log",
        ".trash",
        "|",
        ".ds_store|.localized",
        "recycler.log",
        "metadata",
    ] {
        assert!(!is_system_file(name), "{name:?}");
    }
}

#[test]
fn packages_are_recognized_by_their_extension() {
    for name in [
        "Report.pages",
        "Budget.numbers",
        "Talk.key",
        "TALK.KEY",
        "Mail.app",
        "Notes.rtfd",
        "Photos Library.photoslibrary",
        "Film.fcpbundle",
        "site.xcodeproj",
        "a.b.pages",
    ] {
        assert!(is_package(name), "{name}");
    }
    for name in [
        "photos",
        "pages",
        ".pages",
        ".key",
        "v1.2",
        "example.com",
        "logs.2026",
        "a.",
        "a.pages.old",
        "a.|",
        "a.pages|key",
    ] {
        assert!(!is_package(name), "{name}");
    }
}

proptest! {
    #[test]
    fn a_name_of_letters_and_a_short_extension_is_never_a_system_file(
        stem in "[a-zA-Z0-9 ü-]{1,12}", extension in "(txt|log|png|jpg|pdf|zip|conf|csv)",
    ) {
        let name = format!("{stem}.{extension}");
        prop_assert!(!is_system_file(&name) && !is_package(&name), "{}", name);
    }

    #[test]
    fn an_apple_double_file_of_any_name_is_a_system_file(name in "[^/]{1,20}") {
        let apple_double = format!("._{}", name);
        prop_assert!(is_system_file(&apple_double));
    }
}
