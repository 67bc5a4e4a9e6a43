//! Speaking to an api.php: once per ticket, and never again by itself.

mod answer;
mod ask;
mod cause;
mod find;

pub use ask::Unanswered;
pub use find::{Found, Sought};

use crate::error::{Refused, Silence};
use crate::secret::Secret;
use crate::settings::Credentials;
use cause::Cause;
use jiff::tz::TimeZone;
use open_ticket::ticket::Opened;
use open_ticket::wire::{names, urlencoded};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use std::time::Duration;

/// The most of an answer that is read: WHMCS's own to a ticket are under a kilobyte, its lists of
/// a hundred services under a megabyte.
const MAX_ANSWER: usize = 4 << 20;

/// Room for the names and ids of a client and one of theirs, in bytes.
const CLIENT_IDS: usize = 64;

/// The way to one api.php. A clone is the same one.
#[derive(Clone, Debug)]
pub struct Whmcs {
    client: Client,
    url: Url,
    credentials: Credentials,
    max_body: usize,
    zone: TimeZone,
}

/// How long an api.php is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it takes the connection.
    pub connect: Duration,
    /// Until it has answered, all in all.
    pub answer: Duration,
}

/// What came back.
struct Answer {
    status: StatusCode,
    body: String,
    /// By how much its clock is ahead of the relay's, in seconds.
    ahead: i64,
}

impl Whmcs {
    /// The way to the api.php at `url`, which takes bodies of `max_body` bytes and writes its dates
    /// in `zone`.
    ///
    /// # Errors
    /// If TLS cannot be set up, as where the machine has no certificates of authorities.
    pub fn new(
        url: Url,
        credentials: Credentials,
        patience: Patience,
        max_body: usize,
        zone: TimeZone,
    ) -> reqwest::Result<Self> {
        // The only choice there is; an error says that it was made before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(patience.connect)
            .timeout(patience.answer)
            // A kept connection may be closed by the other end at the moment it is used; then
            // nobody could say whether the ticket got through.
            .pool_max_idle_per_host(0);
        let client = match url.scheme() {
            // Only loopback is spoken to without TLS: no proxy is in between, and none is asked.
            "http" => client.no_proxy().tls_certs_only([]),
            _ => client,
        };
        Ok(Self {
            client: client.build()?,
            url,
            credentials,
            max_body,
            zone,
        })
    }

    /// How large a browser's request may be: what the api.php takes, without the credentials and
    /// without the ids of a signed-in client, which are added here.
    #[must_use]
    pub fn room(&self) -> usize {
        let added = self.with_credentials(String::new()).len() + CLIENT_IDS;
        self.max_body.saturating_sub(added)
    }

    /// Opens the ticket of a request's body, to which the credentials are added.
    ///
    /// # Errors
    /// [`Refused::Whmcs`], [`Refused::TooLarge`], [`Refused::Unavailable`] or
    /// [`Refused::Unknown`].
    pub async fn open(&self, body: String) -> Result<Opened, Refused> {
        let body = self.with_credentials(body);
        let size = body.len();
        if size > self.max_body {
            return Err(Refused::TooLarge {
                limit: self.max_body,
            });
        }
        let answer = self.post(body).await?;
        answer::judge(&answer, size, self.max_body)
    }

    async fn post(&self, body: String) -> Result<Answer, Refused> {
        let request = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let response = request.send().await.map_err(|error| not_sent(&error))?;
        let (status, ahead) = (response.status(), answer::ahead(response.headers()));
        let body = read(response).await?;
        Ok(Answer {
            status,
            body,
            ahead,
        })
    }

    fn with_credentials(&self, mut body: String) -> String {
        let Credentials {
            identifier,
            secret,
            access_key,
        } = &self.credentials;
        let mut add = |name, value: &Secret| urlencoded::append(&mut body, name, value.expose());
        add(names::IDENTIFIER, identifier);
        add(names::SECRET, secret);
        if let Some(key) = access_key {
            add(names::ACCESS_KEY, key);
        }
        body
    }
}

/// Without a connection nothing was sent. Anything later may have been.
fn not_sent(error: &reqwest::Error) -> Refused {
    if error.is_connect() {
        tracing::error!(cause = ?Cause::NotConnected, "{}", Cause::NotConnected.advice());
        return Refused::Unavailable;
    }
    silent(error)
}

fn silent(error: &reqwest::Error) -> Refused {
    let silence = if error.is_timeout() {
        Silence::TimedOut
    } else {
        Silence::Unreadable
    };
    tracing::error!(?silence, "no answer of the api.php came back");
    Refused::Unknown(silence)
}

async fn read(mut response: Response) -> Result<String, Refused> {
    let mut answer = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| silent(&error))? {
        if answer.len() + chunk.len() > MAX_ANSWER {
            tracing::error!("the api.php's answer is over {MAX_ANSWER} bytes");
            return Err(Refused::Unknown(Silence::Unreadable));
        }
        answer.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
