//! The parameters of a ticket that only a server may set.

use super::CreationDate;

/// Permission for the client to close the ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClosurePolicy {
    /// The department's setting applies.
    #[default]
    Inherited,
    /// The client may close the ticket.
    Allowed,
    /// Only staff may close the ticket.
    Prevented,
}

/// Options that only an operator's own server may set, never a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Privileges {
    /// Date shown on the message. Default: the current time.
    pub created: Option<CreationDate>,
    /// Opens the ticket as staff. Takes effect with WHMCS's Local API only.
    pub as_admin: bool,
    /// Suppresses the emails about the new ticket.
    pub suppress_email: bool,
    /// Permission for the client to close the ticket.
    pub closure: ClosurePolicy,
}
