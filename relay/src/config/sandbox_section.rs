//! The section `[sandbox]`.

use super::error::{ConfigError, invalid_value};
use crate::access::TicketRateLimits;
use open_ticket_sandbox::TicketMask;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SandboxSection {
    ticket_mask: String,
    disable_rate_limits: bool,
}

impl Default for SandboxSection {
    fn default() -> Self {
        Self {
            ticket_mask: "%n%n%n%n%n%n".to_owned(),
            disable_rate_limits: false,
        }
    }
}

impl SandboxSection {
    /// Parses the format of ticket numbers.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn ticket_mask(&self) -> Result<TicketMask, ConfigError> {
        TicketMask::parse(&self.ticket_mask)
            .map_err(|error| invalid_value("sandbox.ticket_mask", error))
    }

    /// Returns `true` if the mask gives every ticket the same number.
    pub(super) fn has_constant_ticket_number(&self, mask: &TicketMask) -> bool {
        mask.combinations() < 2 && !self.ticket_mask.contains("%i")
    }

    /// Returns the limits of the sandbox: those of WHMCS, or none.
    pub(super) const fn rate_limits(&self, limits: TicketRateLimits) -> TicketRateLimits {
        if self.disable_rate_limits {
            TicketRateLimits::DISABLED
        } else {
            limits
        }
    }
}
