//! The `api.php` of WHMCS or of the sandbox.

use super::listeners::{InternalListener, listen};
use super::server_options::{Backend, ServerOptions};
use super::start_error::StartError;
use crate::auth::SigningKey;
use crate::whmcs::Credentials;
use open_ticket_sandbox::{API_PATH, Sandbox, SandboxOptions};
use reqwest::Url;
use std::fmt;
use std::net::SocketAddr;

/// api.php, and the settings that depend on it.
#[derive(Clone)]
pub struct Upstream {
    /// The sandbox, if there is one.
    pub sandbox: Option<Sandbox>,
    pub(super) url: Url,
    pub(super) credentials: Credentials,
    pub(super) signing_key: Option<SigningKey>,
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upstream")
    }
}

/// Returns the settings of WHMCS, or starts the sandbox and returns its settings. The sandbox listens
/// on the same IP address as the relay.
///
/// # Errors
/// [`StartError::Listen`], [`StartError::Sandbox`] or [`StartError::SandboxAddress`].
pub async fn prepare_upstream(
    options: &ServerOptions,
    address: SocketAddr,
    internal: &mut Vec<InternalListener>,
) -> Result<Upstream, StartError> {
    let config = &options.config;
    let signing_key = options.signing_key.clone();
    match options.backend.clone() {
        Backend::Whmcs { url, credentials } => {
            if config.whmcs_time_zone.is_none() {
                tracing::warn!(
                    "whmcs.timezone is not set: a ticket whose response was lost is found less reliably"
                );
            }
            Ok(Upstream {
                sandbox: None,
                url,
                credentials,
                signing_key,
            })
        }
        Backend::Sandbox {
            database,
            credentials,
        } => {
            let sandbox = Sandbox::open(SandboxOptions {
                database,
                departments: Some(config.departments.all()),
                ticket_mask: config.sandbox_ticket_mask.clone(),
                max_body_bytes: config.max_body_bytes,
                markdown: config.rules.markdown,
            })?;
            let listener = listen(SocketAddr::new(address.ip(), 0)).await?;
            let url = api_url(listener.local_addr()?)?;
            internal.push(InternalListener::new(listener, sandbox.api_routes()));
            Ok(Upstream {
                sandbox: Some(sandbox),
                url,
                credentials,
                signing_key: signing_key.or_else(SigningKey::random),
            })
        }
    }
}

fn api_url(address: SocketAddr) -> std::io::Result<Url> {
    Url::parse(&format!("http://{address}{API_PATH}")).map_err(std::io::Error::other)
}
