//! The section `[rate_limits]`.

use crate::access::TicketRateLimits;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RateLimitsSection {
    per_hour: u32,
    per_day: u32,
    total_per_day: u32,
    refused_per_hour: u32,
}

/// For tickets, the limits of Zammad's own form. For refused requests, one every 12 seconds: a user who
/// corrects a form sends at most one request a minute, and a loop sends one a second.
impl Default for RateLimitsSection {
    fn default() -> Self {
        Self {
            per_hour: 20,
            per_day: 240,
            total_per_day: 5_000,
            refused_per_hour: 300,
        }
    }
}

impl From<RateLimitsSection> for TicketRateLimits {
    fn from(section: RateLimitsSection) -> Self {
        Self {
            per_hour: section.per_hour,
            per_day: section.per_day,
            total_per_day: section.total_per_day,
            refused_per_hour: section.refused_per_hour,
        }
    }
}
