//! A look at files before they are sent.

use super::support::file;
use open_ticket::browser;
use wasm_bindgen_test::wasm_bindgen_test;

const COMPARED: usize = 1 << 18;

#[wasm_bindgen_test]
async fn files_are_the_same_if_every_byte_is_whatever_their_names() {
    for size in [0, 1, COMPARED - 1, COMPARED, COMPARED + 1, 3 * COMPARED] {
        let bytes: Vec<u8> = (0..size).map(|n| (n * 31 % 251) as u8).collect();
        let one = file("one.bin", &bytes);
        assert!(
            browser::are_the_same(&one, &file("other.bin", &bytes)).await,
            "{size}"
        );
        for place in [0, size / 2, size.saturating_sub(1)] {
            let mut changed = bytes.clone();
            let Some(byte) = changed.get_mut(place) else {
                continue;
            };
            *byte ^= 1;
            let other = file("one.bin", &changed);
            assert!(!browser::are_the_same(&one, &other).await, "{size} {place}");
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert!(!browser::are_the_same(&one, &file("one.bin", &longer)).await);
    }
}

#[wasm_bindgen_test]
async fn of_a_text_its_first_lines_are_shown_without_what_cannot_be() {
    for (bytes, text, goes_on) in [
        (b"".as_slice(), "", false),
        (b"one line", "one line", false),
        (b"a\r\nb\r\n", "a\nb", false),
        (b"\xef\xbb\xbfa\0\x07\tb", "a\tb", false),
        (b"\xff\xfeh\0i\0", "\u{fffd}\u{fffd}hi", false),
    ] {
        let peek = browser::peek(&file("a.log", bytes)).await.unwrap();
        assert_eq!((peek.text.as_str(), peek.goes_on), (text, goes_on));
    }
    let thirteen = "line\n".repeat(13);
    let peek = browser::peek(&file("a.log", thirteen.as_bytes()))
        .await
        .unwrap();
    assert_eq!((peek.text.lines().count(), peek.goes_on), (12, true));
    // One line of two-byte characters, cut in the middle of one.
    let long = format!("a{}", "ü".repeat(4_000));
    let peek = browser::peek(&file("a.log", long.as_bytes()))
        .await
        .unwrap();
    assert!(
        peek.goes_on && peek.text.ends_with('ü'),
        "{}",
        peek.text.len()
    );
}

#[wasm_bindgen_test]
async fn an_address_that_was_given_back_leads_nowhere() {
    let address = browser::address_of(&file("a.png", b"x")).unwrap();
    let answers = async || {
        let request = web_sys::window().unwrap().fetch_with_str(&address);
        wasm_bindgen_futures::JsFuture::from(request).await.is_ok()
    };
    assert!(answers().await);
    browser::revoke(&address);
    assert!(!answers().await);
}
