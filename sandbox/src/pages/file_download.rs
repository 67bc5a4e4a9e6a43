//! Response with a file to download.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use open_ticket::url::{is_unreserved, percent_encode};
use open_ticket_http_responses::{NO_STORE, NOSNIFF};

/// Returns a file as a download. Its contents are not trusted, so the headers prevent a browser from
/// displaying them.
pub fn download(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&content_disposition(name))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
        NO_STORE,
        NOSNIFF,
    ];
    (headers, bytes).into_response()
}

/// Returns the value of `Content-Disposition` (RFC 6266): an ASCII name for old browsers, and the
/// exact name in the encoding of RFC 8187.
fn content_disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' => '_',
            ' '..='~' => c,
            _ => '_',
        })
        .collect();
    format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{}",
        percent_encode(name, is_unreserved)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_encoded_for_the_header() {
        assert_eq!(
            content_disposition("Zürich \"🎫\".txt"),
            "attachment; filename=\"Z_rich ___.txt\"; \
             filename*=UTF-8''Z%C3%BCrich%20%22%F0%9F%8E%AB%22.txt"
        );
    }
}
