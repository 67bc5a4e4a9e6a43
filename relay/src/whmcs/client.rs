//! HTTP client for api.php.

use super::api_failure::ApiFailure;
use super::api_response::{ApiResponse, clock_offset};
use super::credentials::Credentials;
use super::response_data::{Deviation, ResponseShape};
use super::response_formats::read_response;
use super::response_limits::MAX_RESPONSE_BYTES;
use super::timeouts::Timeouts;
use crate::api_error::{ApiError, NoResponse};
use crate::secret::Secret;
use jiff::tz::TimeZone;
use open_ticket::wire::{parameter_names, urlencoded};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// Space for the parameters that identify a signed-in client, in bytes.
const CLIENT_PARAMETER_BYTES: usize = 64;

/// Client for one api.php. Clones share their connection settings.
#[derive(Clone, Debug)]
pub struct WhmcsClient {
    http: Client,
    url: Url,
    credentials: Credentials,
    max_body_bytes: usize,
    time_zone: TimeZone,
    lookup_timeout: Duration,
    /// Deviations that were logged, one bit each.
    logged_deviations: Arc<AtomicU8>,
}

impl WhmcsClient {
    /// Creates a client for the api.php at `url`, which accepts bodies of up to `max_body_bytes`
    /// and formats its dates in `time_zone`. With [`TimeZone::unknown`], the dates may be in any
    /// time zone.
    ///
    /// # Errors
    /// If TLS cannot be set up, for example because no root certificates are installed.
    pub fn new(
        url: Url,
        credentials: Credentials,
        timeouts: Timeouts,
        max_body_bytes: usize,
        time_zone: TimeZone,
    ) -> reqwest::Result<Self> {
        // Fails only if the provider is already installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.response)
            // The server may close a pooled connection just as it is reused, which would leave the
            // outcome unknown.
            .pool_max_idle_per_host(0)
            // Each connection serves one request, and the timeouts above limit it. TCP keepalive and the TCP
            // user timeout cost five system calls, and would detect an unreachable server earlier only if
            // the response timeout is longer than 30 seconds.
            .tcp_keepalive(None)
            .tcp_keepalive_interval(None)
            .tcp_keepalive_retries(None);
        #[cfg(any(target_os = "android", target_os = "linux"))]
        let builder = builder.tcp_user_timeout(None);
        let builder = match url.scheme() {
            // Plain HTTP is allowed on loopback only, where no proxy is involved.
            "http" => builder.no_proxy().tls_certs_only([]),
            _ => builder,
        };
        Ok(Self {
            http: builder.build()?,
            url,
            credentials,
            max_body_bytes,
            time_zone,
            lookup_timeout: timeouts.lookups(),
            logged_deviations: Arc::default(),
        })
    }

    /// Returns the maximum size of a browser's request, in bytes: the limit of api.php, minus the
    /// credentials and the parameters of a signed-in client, which the relay adds.
    #[must_use]
    pub fn max_request_bytes(&self) -> usize {
        let added = self.with_credentials(String::new()).len() + CLIENT_PARAMETER_BYTES;
        self.max_body_bytes.saturating_sub(added)
    }

    /// Returns the maximum size of a request to api.php, in bytes.
    pub(super) const fn max_body_bytes(&self) -> usize {
        self.max_body_bytes
    }

    /// Returns the time zone of WHMCS's dates.
    pub(super) const fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// Returns the total timeout of all lookups for one request.
    #[must_use]
    pub const fn lookup_timeout(&self) -> Duration {
        self.lookup_timeout
    }

    /// Posts a body that includes the credentials, and reads a response of this shape.
    pub(super) async fn post(
        &self,
        body: String,
        shape: &ResponseShape,
    ) -> Result<ApiResponse, ApiError> {
        let request = self
            .http
            .post(self.url.clone())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let response = request.send().await.map_err(|error| send_error(&error))?;
        let (status, clock_offset) = (response.status(), clock_offset(response.headers()));
        let body = read_body(response).await?;
        let is_html = body.trim_ascii_start().starts_with(b"<");
        let data = read_response(body, shape);
        if let Some(deviation) = data.as_ref().and_then(|data| data.deviation) {
            self.log_deviation(deviation);
        }
        Ok(ApiResponse {
            status,
            data,
            is_html,
            clock_offset,
        })
    }

    /// Logs each kind of deviation once.
    fn log_deviation(&self, deviation: Deviation) {
        let bit = 1 << deviation as u8;
        if self.logged_deviations.fetch_or(bit, Ordering::Relaxed) & bit == 0 {
            tracing::warn!(
                ?deviation,
                "responses of api.php are not plain JSON, but can be read; turn off \
                 display_errors in PHP, and save its files without a byte order mark"
            );
        }
    }

    /// Appends the credentials to a body.
    pub(super) fn with_credentials(&self, mut body: String) -> String {
        let Credentials {
            identifier,
            secret,
            access_key,
        } = &self.credentials;
        let mut append = |name, value: &Secret| urlencoded::append(&mut body, name, value.expose());
        append(parameter_names::IDENTIFIER, identifier);
        append(parameter_names::SECRET, secret);
        if let Some(access_key) = access_key {
            append(parameter_names::ACCESS_KEY, access_key);
        }
        body
    }
}

/// Converts an error of a request. Without a connection, nothing was sent. After any later error, the
/// request may have arrived.
fn send_error(error: &reqwest::Error) -> ApiError {
    if error.is_connect() {
        let failure = ApiFailure::NotConnected;
        tracing::error!(cause = ?failure, "{}", failure.log_message());
        return ApiError::Unavailable;
    }
    no_response(error)
}

fn no_response(error: &reqwest::Error) -> ApiError {
    let reason = if error.is_timeout() {
        NoResponse::TimedOut
    } else {
        NoResponse::Unreadable
    };
    tracing::error!(?reason, "no response from api.php");
    ApiError::unknown(reason)
}

async fn read_body(mut response: Response) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| no_response(&error))?
    {
        if body.len() + chunk.len() > MAX_RESPONSE_BYTES {
            tracing::error!("the response of api.php is larger than {MAX_RESPONSE_BYTES} bytes");
            return Err(ApiError::unknown(NoResponse::Unreadable));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
