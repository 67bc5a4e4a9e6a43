//! Buffering and parsing of request bodies, with a limit for concurrent large ones.

use super::form_key::FormKey;
use super::request_context::RequestContext;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::{
    BodyError, BufferedBody, MAX_IN_MEMORY, MultipartForm, buffer_body, discard_body, peek_body,
};
use crate::state::IdempotencyKey;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::HeaderValue;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

impl AppState {
    /// Buffers the body of a form without scripts like [`AppState::buffer_body`]. Checks the limit
    /// for refused requests first, so that the refusal is shown as a page. For a large form, first
    /// reads its key, if it is in the first 8 KiB, because the rate limits always admit a retry.
    ///
    /// # Errors
    /// The errors of [`AppState::buffer_body`].
    pub(super) async fn buffer_form(
        &self,
        context: &RequestContext,
        form_key: &FormKey,
        mut body: Body,
    ) -> Result<(BufferedBody, Option<OwnedSemaphorePermit>), ApiError> {
        if let Err(error) = self.check_refused_requests(context.address).await {
            return Err(self.refuse_body(body, error).await);
        }
        let mut key = context.key;
        if is_large(&body) && key.is_none() {
            let is_key_known = || form_key.is_known();
            let beginning = peek_body(body, self.body_timeouts, is_key_known).await;
            body = beginning.map_err(|error| self.body_error(error))?;
            key = match form_key.receipt() {
                Ok(receipt) => receipt.map(|receipt| receipt.receipt().key),
                Err(error) => return Err(self.refuse_body(body, error).await),
            };
        }
        self.buffer_body(context, key, body).await
    }

    /// Buffers a body, and acquires a permit for a large one. Checks the rate limits before a large
    /// upload, so that an upload over the limits is discarded and not buffered.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`], [`ApiError::TooLarge`], [`ApiError::BodyTimeout`],
    /// [`ApiError::Malformed`] or [`ApiError::Unavailable`].
    pub(super) async fn buffer_body(
        &self,
        context: &RequestContext,
        key: Option<IdempotencyKey>,
        body: Body,
    ) -> Result<(BufferedBody, Option<OwnedSemaphorePermit>), ApiError> {
        if is_large(&body)
            && let Err(error) = self.check_rate_limits(context, key).await
        {
            return Err(self.refuse_body(body, error).await);
        }
        let body = buffer_body(body, self.max_body_bytes, self.body_timeouts).await;
        let body = body.map_err(|error| self.body_error(error))?;
        let permit = if body.is_in_file() {
            Some(self.concurrency.large_ticket().await?)
        } else {
            None
        };
        Ok((body, permit))
    }

    fn body_error(&self, error: BodyError) -> ApiError {
        match error {
            BodyError::TooLarge => ApiError::TooLarge {
                limit: self.max_body_bytes,
            },
            BodyError::TooSlow => ApiError::BodyTimeout,
            BodyError::Incomplete => ApiError::Malformed("The body is incomplete".to_owned()),
            BodyError::Storage => ApiError::Unavailable,
        }
    }

    /// Discards a body, and returns the error that it is refused with.
    pub(super) async fn refuse_body(&self, body: Body, error: ApiError) -> ApiError {
        // On the heap, so that the future of each request is small: errors are rare.
        Box::pin(discard_body(body, self.body_timeouts)).await;
        error
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
        self.parse_large(move || {
            let bytes = body.into_bytes().map_err(|error| {
                tracing::error!(%error, "cannot read a request body from its temporary file");
                ApiError::Unavailable
            })?;
            parse(bytes)
        })
        .await
    }

    /// Parses a form. A large one is parsed on a thread for blocking work, with a permit.
    ///
    /// # Errors
    /// The errors of [`MultipartForm::parse_buffered`].
    pub(super) async fn parse_form(
        &self,
        content_type: HeaderValue,
        body: BufferedBody,
    ) -> Result<MultipartForm, ApiError> {
        if !body.is_in_file() {
            return MultipartForm::parse_buffered(&content_type, body).await;
        }
        let runtime = Handle::current();
        self.parse_large(move || {
            runtime.block_on(MultipartForm::parse_buffered(&content_type, body))
        })
        .await
    }

    async fn parse_large<T: Send + 'static>(
        &self,
        parse: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let _permit = self.concurrency.encoding().await?;
        let parsed = tokio::task::spawn_blocking(parse).await;
        parsed.map_err(|_| ApiError::Unavailable)?
    }
}

/// Returns `true` if a body with this declared size is buffered in a file.
fn is_large(body: &Body) -> bool {
    body.size_hint().lower() > MAX_IN_MEMORY as u64
}
