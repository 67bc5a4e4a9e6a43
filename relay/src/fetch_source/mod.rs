//! Reads an operator's file or URL, with limits for time and size. Errors contain neither the content
//! nor the URL, which may contain a key.

mod limits;
mod one_line;
mod wait_for_change;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::path::{Path, PathBuf};
use tokio::io::AsyncReadExt;

use limits::MAX_REDIRECTS;

pub use limits::SourceLimits;
pub use one_line::one_line;
pub use wait_for_change::wait_for_change;

/// A file, or a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Path of a file.
    File(PathBuf),
    /// HTTPS URL, or an HTTP URL on this machine.
    Url(Url),
}

/// The source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(std::io::Error),
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: are root certificates installed?")]
    Tls,
    /// No connection, or the connection ended early.
    #[error("the server cannot be reached")]
    NotReachable,
    /// No complete response in time.
    #[error("the source took too long")]
    Timeout,
    /// The HTTP status is not a success.
    #[error("the server responded with status {0}")]
    Status(u16),
    /// More bytes than the limit.
    #[error("the source is larger than {0} bytes")]
    TooLarge(usize),
}

impl Source {
    /// Reads the source.
    ///
    /// # Errors
    /// [`SourceError`].
    pub async fn read(&self, limits: SourceLimits) -> Result<Vec<u8>, SourceError> {
        let read = async {
            match self {
                Self::File(path) => read_file(path, limits.max_bytes).await,
                Self::Url(url) => fetch(url, limits).await,
            }
        };
        let read = tokio::time::timeout(limits.timeout, read).await;
        read.unwrap_or(Err(SourceError::Timeout))
    }
}

async fn read_file(path: &Path, max_bytes: usize) -> Result<Vec<u8>, SourceError> {
    let file = tokio::fs::File::open(path)
        .await
        .map_err(SourceError::File)?;
    let mut bytes = Vec::new();
    let mut limited = file.take(max_bytes as u64 + 1);
    limited
        .read_to_end(&mut bytes)
        .await
        .map_err(SourceError::File)?;
    check_size(bytes, max_bytes)
}

async fn fetch(url: &Url, limits: SourceLimits) -> Result<Vec<u8>, SourceError> {
    // Fails only if the provider is already installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().timeout(limits.timeout);
    let builder = match url.scheme() {
        // Plain HTTP is allowed on loopback only, where no proxy is involved.
        "http" => builder
            .redirect(Policy::none())
            .no_proxy()
            .tls_certs_only([]),
        _ => builder
            .redirect(Policy::limited(MAX_REDIRECTS))
            .https_only(true),
    };
    let client = builder.build().map_err(|_| SourceError::Tls)?;
    let request = client.get(url.clone()).header("accept", "application/json");
    let mut response = request.send().await.map_err(|error| fetch_error(&error))?;
    let status = response.status();
    if !status.is_success() {
        return Err(SourceError::Status(status.as_u16()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| fetch_error(&error))?
    {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > limits.max_bytes {
            return Err(SourceError::TooLarge(limits.max_bytes));
        }
    }
    Ok(bytes)
}

fn fetch_error(error: &reqwest::Error) -> SourceError {
    if error.is_timeout() {
        SourceError::Timeout
    } else {
        SourceError::NotReachable
    }
}

fn check_size(bytes: Vec<u8>, max_bytes: usize) -> Result<Vec<u8>, SourceError> {
    if bytes.len() > max_bytes {
        Err(SourceError::TooLarge(max_bytes))
    } else {
        Ok(bytes)
    }
}
