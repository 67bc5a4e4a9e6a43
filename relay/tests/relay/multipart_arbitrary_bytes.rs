//! Property tests of the multipart parser: arbitrary bytes never cause a panic.

use open_ticket_relay::body::MultipartForm;
use proptest::prelude::*;

/// Generates parts of valid bodies, and arbitrary bytes.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"--b\r\n".to_vec()),
        Just(b"--b--\r\n".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"attachments[]\"; filename=\"".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"customfield[1]\"\r\n".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"subject\"\r\n".to_vec()),
        Just(b"Content-Disposition: form-data; filename*=UTF-8''%00%zz\r\n".to_vec()),
        Just(b"Content-Type: text/plain; charset=utf-16\r\n".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #[test]
    fn a_parsed_form_has_only_allowed_names(pieces in proptest::collection::vec(piece(), 0..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let content_type = "multipart/form-data; boundary=b".parse().unwrap();
        let form = runtime.block_on(MultipartForm::parse(&content_type, pieces.concat().into()));
        for (name, _) in form.map(|form| form.pairs).unwrap_or_default() {
            prop_assert!(open_ticket::wire::ALLOWED_FROM_BROWSER.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn any_content_type_is_parsed_without_a_panic(boundary in "\\PC{0,80}", body in any::<Vec<u8>>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        if let Ok(content_type) = format!("multipart/form-data; boundary={boundary}").parse() {
            let _ = runtime.block_on(MultipartForm::parse(&content_type, body.into()));
        }
    }
}
