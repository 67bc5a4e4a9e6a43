//! URL paths of all routes of the relay.

/// Rules (GET) and new tickets (POST).
pub const TICKETS: &str = "/api/ticket";

/// Form without scripts.
pub const NO_SCRIPT_FORM: &str = "/api/ticket/form";

/// Stylesheet of the form without scripts.
pub const NO_SCRIPT_STYLESHEET: &str = "/api/ticket/form.css";

/// Icon of the form without scripts.
pub const NO_SCRIPT_ICON: &str = "/api/ticket/icon.svg";

/// Index of the articles that the form suggests.
pub const SUGGESTIONS: &str = "/api/ticket/suggestions.json";

/// Path of the index, relative to the tickets' path.
pub const SUGGESTIONS_FROM_TICKETS: &str = "ticket/suggestions.json";

/// Outcome of a submission, by its idempotency key.
pub const OUTCOME: &str = "/api/ticket/{key}";

/// Outcome of a submission, as a page.
pub const OUTCOME_PAGE: &str = "/api/ticket/{key}/page";

/// Health check.
pub const HEALTH: &str = "/healthz";

/// Readiness check.
pub const READY: &str = "/readyz";

/// Prefix of the sandbox's paths.
pub const SANDBOX_PREFIX: &str = "/sandbox";
