//! Checks, excerpts and object URLs of selected files.

use super::support::file;
use open_ticket::browser;
use wasm_bindgen_test::wasm_bindgen_test;

/// Number of bytes that are compared at a time.
const CHUNK: usize = 1 << 18;

#[wasm_bindgen_test]
async fn files_with_equal_bytes_have_the_same_contents_regardless_of_their_names() {
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
        let bytes: Vec<u8> = (0..size).map(|n| (n * 31 % 251) as u8).collect();
        let first = file("one.bin", &bytes);
        assert!(
            browser::have_same_contents(&first, &file("other.bin", &bytes)).await,
            "{size}"
        );
        for offset in [0, size / 2, size.saturating_sub(1)] {
            let mut changed = bytes.clone();
            let Some(byte) = changed.get_mut(offset) else {
                continue;
            };
            *byte ^= 1;
            let other = file("one.bin", &changed);
            assert!(
                !browser::have_same_contents(&first, &other).await,
                "{size} {offset}"
            );
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert!(!browser::have_same_contents(&first, &file("one.bin", &longer)).await);
    }
}

#[wasm_bindgen_test]
async fn an_excerpt_has_the_first_lines_without_control_characters() {
    for (bytes, text, is_truncated) in [
        (b"".as_slice(), "", false),
        (b"one line", "one line", false),
        (b"a\r\nb\r\n", "a\nb", false),
        (b"\xef\xbb\xbfa\0\x07\tb", "a\tb", false),
        (b"\xff\xfeh\0i\0", "\u{fffd}\u{fffd}hi", false),
    ] {
        let excerpt = browser::read_excerpt(&file("a.log", bytes), 12, 4096)
            .await
            .unwrap();
        assert_eq!(
            (excerpt.text.as_str(), excerpt.is_truncated),
            (text, is_truncated)
        );
    }
    let thirteen = "line\n".repeat(13);
    let excerpt = browser::read_excerpt(&file("a.log", thirteen.as_bytes()), 12, 4096)
        .await
        .unwrap();
    assert_eq!(
        (excerpt.text.lines().count(), excerpt.is_truncated),
        (12, true)
    );
    // One line of two-byte characters, truncated within a character.
    let long = format!("a{}", "ü".repeat(4_000));
    let excerpt = browser::read_excerpt(&file("a.log", long.as_bytes()), 12, 4096)
        .await
        .unwrap();
    assert!(
        excerpt.is_truncated && excerpt.text.ends_with('ü'),
        "{}",
        excerpt.text.len()
    );
}

#[wasm_bindgen_test]
async fn a_revoked_object_url_cannot_be_fetched() {
    let url = browser::create_object_url(&file("a.png", b"x")).unwrap();
    let can_fetch = async || {
        let request = web_sys::window().unwrap().fetch_with_str(&url);
        wasm_bindgen_futures::JsFuture::from(request).await.is_ok()
    };
    assert!(can_fetch().await);
    browser::revoke_object_url(&url);
    assert!(!can_fetch().await);
}
