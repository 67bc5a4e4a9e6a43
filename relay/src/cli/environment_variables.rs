//! Names of the environment variables. Each secret can also be in a file, see
//! [`SecretSources`](super::secret_sources::SecretSources).

/// Identifier of the API credential.
pub(super) const IDENTIFIER: &str = "OPEN_TICKET_IDENTIFIER";

/// Secret of the API credential.
pub(super) const SECRET: &str = "OPEN_TICKET_SECRET";

/// API access key.
pub(super) const ACCESS_KEY: &str = "OPEN_TICKET_ACCESS_KEY";

/// Key that signs the tokens of signed-in clients.
pub(super) const SIGNING_KEY: &str = "OPEN_TICKET_SIGNING_KEY";

/// State store.
pub(super) const STATE: &str = "OPEN_TICKET_STATE";
