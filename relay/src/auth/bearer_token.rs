//! The `Authorization` header.

use crate::api_error::ApiError;
use axum::http::{HeaderMap, header};

/// Returns the token of `Authorization: Bearer`, or `None` without the header.
///
/// # Errors
/// [`ApiError::TokenInvalid`] for another scheme.
pub fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| ApiError::TokenInvalid)?;
    let (scheme, token) = text.split_once(' ').ok_or(ApiError::TokenInvalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ApiError::TokenInvalid);
    }
    Ok(Some(token.trim()))
}
