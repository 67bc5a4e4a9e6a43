//! Generic names of files from a clipboard or a camera.

use open_ticket::ticket::dated_name;

const NOW: &str = "2026-11-28 16.23.45";

#[test]
fn a_name_that_every_pasted_image_has_gets_the_time() {
    for (name, dated) in [
        ("image.png", "image 2026-11-28 16.23.45.png"),
        ("Image.PNG", "Image 2026-11-28 16.23.45.PNG"),
        ("image.jpg", "image 2026-11-28 16.23.45.jpg"),
        ("image.tiff", "image 2026-11-28 16.23.45.tiff"),
        ("image", "image 2026-11-28 16.23.45"),
        ("blob", "blob 2026-11-28 16.23.45"),
        ("unknown.png", "unknown 2026-11-28 16.23.45.png"),
        ("Pasted image.png", "Pasted image 2026-11-28 16.23.45.png"),
        ("", "image 2026-11-28 16.23.45"),
        (".png", "image 2026-11-28 16.23.45.png"),
    ] {
        assert_eq!(dated_name(name, NOW).as_deref(), Some(dated), "{name:?}");
    }
}

#[test]
fn a_descriptive_name_is_kept() {
    for name in [
        "image-1.png",
        "image of the error.png",
        "image.error.png",
        "Screenshot 2026-11-28 at 16.23.45.png",
        "error.log",
        "blobs",
        "ímage.png",
    ] {
        assert_eq!(dated_name(name, NOW), None, "{name:?}");
    }
}
