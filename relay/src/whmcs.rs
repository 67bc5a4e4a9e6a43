//! Speaking to an api.php: once per ticket, and never again by itself.

use crate::config::Patience;
use crate::error::{Refused, Silence};
use crate::settings::Credentials;
use open_ticket::ticket::{Opened, SendError, Ticket};
use open_ticket::wire::{self, names, urlencoded};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

/// The most of an answer that is read: WHMCS's own are under a kilobyte.
const MAX_ANSWER: usize = 1 << 20;

/// The way to one api.php.
#[derive(Clone, Debug)]
pub struct Whmcs {
    client: Client,
    url: Url,
    credentials: Credentials,
    max_body: usize,
}

/// What the operator has to mend. It goes to the log; a visitor reads that the help desk cannot be
/// reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    NotConnected,
    Credentials,
    Permission,
    Address,
    EmptyAction,
    Redirected,
    Firewall,
    Status,
}

impl Whmcs {
    /// The way to the api.php at `url`, which takes bodies of `max_body` bytes.
    ///
    /// # Errors
    /// If TLS cannot be set up, as where the machine has no certificates of authorities.
    pub fn new(
        url: Url,
        credentials: Credentials,
        patience: Patience,
        max_body: usize,
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
        })
    }

    /// Opens a ticket.
    ///
    /// # Errors
    /// [`Refused::Whmcs`], [`Refused::TooLarge`], [`Refused::Unavailable`] or
    /// [`Refused::Unknown`].
    pub async fn open(&self, ticket: &Ticket) -> Result<Opened, Refused> {
        let body = self.body(ticket);
        let size = body.len();
        if size > self.max_body {
            return Err(Refused::TooLarge {
                limit: self.max_body,
            });
        }
        let request = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let response = request.send().await.map_err(|error| not_sent(&error))?;
        let status = response.status();
        let answer = read(response).await?;
        self.judge(status, &answer, size)
    }

    fn body(&self, ticket: &Ticket) -> String {
        let mut body = wire::encode(ticket);
        let Credentials {
            identifier,
            secret,
            access_key,
        } = &self.credentials;
        urlencoded::append(&mut body, names::IDENTIFIER, identifier.expose());
        urlencoded::append(&mut body, names::SECRET, secret.expose());
        if let Some(key) = access_key {
            urlencoded::append(&mut body, names::ACCESS_KEY, key.expose());
        }
        body
    }

    fn judge(&self, status: StatusCode, answer: &str, size: usize) -> Result<Opened, Refused> {
        let reply = wire::read_reply(answer);
        if let (true, Ok(opened)) = (status.is_success(), &reply) {
            return Ok(opened.clone());
        }
        if let Some(cause) = cause(status, answer) {
            return Err(self.blame(cause, status, size));
        }
        match reply {
            Err(SendError::Refused(refusal)) => Err(Refused::Whmcs(refusal)),
            _ => {
                tracing::error!(
                    status = status.as_u16(),
                    "the api.php's answer cannot be read"
                );
                Err(Refused::Unknown(Silence::Unreadable))
            }
        }
    }

    /// PHP drops a body that is over its own limit and says nothing: WHMCS then misses the action,
    /// or the credentials. So a large request that lacks either was too large.
    fn blame(&self, cause: Cause, status: StatusCode, size: usize) -> Refused {
        let is_dropped = matches!(cause, Cause::EmptyAction | Cause::Credentials);
        if status == StatusCode::PAYLOAD_TOO_LARGE || (is_dropped && size > self.max_body / 2) {
            tracing::error!(size, "the api.php takes less than max_body says");
            return Refused::TooLarge {
                limit: self.max_body,
            };
        }
        tracing::error!(?cause, status = status.as_u16(), "{}", cause.advice());
        Refused::Unavailable
    }
}

impl Cause {
    const fn advice(self) -> &'static str {
        match self {
            Self::NotConnected => "the api.php cannot be connected to",
            Self::Credentials => "the api.php does not know the credentials",
            Self::Permission => "the credential's API role must allow OpenTicket",
            Self::Address => "the relay's IP address must be on WHMCS's API IP access list",
            Self::EmptyAction => "the api.php saw an empty request",
            Self::Redirected => "the api.php is at another address: --whmcs must name that",
            Self::Firewall => "something before the api.php refuses the relay",
            Self::Status => "the api.php refuses the request",
        }
    }
}

/// What the operator has to mend, if that is what the answer says. A redirect and a status of 4xx
/// come before the action: nothing was opened.
fn cause(status: StatusCode, answer: &str) -> Option<Cause> {
    let says = |sentence: &str| answer.contains(sentence);
    if status.is_redirection() {
        Some(Cause::Redirected)
    } else if says("Authentication Failed") || says("Invalid or missing credentials") {
        Some(Cause::Credentials)
    } else if says("Invalid Permissions: API action") {
        Some(Cause::Permission)
    } else if says("Invalid IP ") {
        Some(Cause::Address)
    } else if says("Empty action request") {
        Some(Cause::EmptyAction)
    } else if !status.is_client_error() {
        None
    } else if answer.trim_start().starts_with('<') {
        Some(Cause::Firewall)
    } else {
        Some(Cause::Status)
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
