//! Buffering and parsing of request bodies, with a limit for concurrent large ones.

use super::request_context::RequestContext;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::{BodyError, BufferedBody, MAX_IN_MEMORY, buffer_body};
use axum::body::{Body, Bytes, HttpBody};
use tokio::sync::OwnedSemaphorePermit;

impl AppState {
    /// Buffers a body, and acquires a permit for a large one. Checks the rate limits before a large
    /// upload, so that an upload over the limits is rejected before its body is read.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`], [`ApiError::TooLarge`], [`ApiError::BodyTimeout`],
    /// [`ApiError::Malformed`] or [`ApiError::Unavailable`].
    pub(super) async fn buffer_body(
        &self,
        context: &RequestContext,
        body: Body,
    ) -> Result<(BufferedBody, Option<OwnedSemaphorePermit>), ApiError> {
        if body.size_hint().lower() > MAX_IN_MEMORY as u64 {
            self.check_rate_limits(context).await?;
        }
        let limit = self.max_body_bytes;
        let body = buffer_body(body, limit, self.body_timeouts).await;
        let body = body.map_err(|error| match error {
            BodyError::TooLarge => ApiError::TooLarge { limit },
            BodyError::TooSlow => ApiError::BodyTimeout,
            BodyError::Incomplete => ApiError::Malformed("The body is incomplete".to_owned()),
            BodyError::Storage => ApiError::Unavailable,
        })?;
        let permit = if body.is_in_file() {
            Some(self.concurrency.large_ticket().await?)
        } else {
            None
        };
        Ok((body, permit))
    }

    /// Parses a body. A large one is parsed on a thread for blocking work, with a permit.
    ///
    /// # Errors
    /// The errors of `parse`, or [`ApiError::Unavailable`] if the body cannot be read.
    pub(super) async fn parse_body<T: Send + 'static>(
        &self,
        body: BufferedBody,
        parse: impl FnOnce(Bytes) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        if let BufferedBody::InMemory(bytes) = body {
            return parse(bytes);
        }
        let _permit = self.concurrency.encoding().await?;
        let parse_file = move || {
            let bytes = body.into_bytes().map_err(|error| {
                tracing::error!(%error, "cannot read a request body from its temporary file");
                ApiError::Unavailable
            })?;
            parse(bytes)
        };
        let parsed = tokio::task::spawn_blocking(parse_file).await;
        parsed.map_err(|_| ApiError::Unavailable)?
    }
}
