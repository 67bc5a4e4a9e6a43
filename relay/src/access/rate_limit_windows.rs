//! Rate limits for opening tickets, per address, per signed-in client and in total, and for refused
//! requests per address.

use super::subscriber_network::rate_limit_subject;
use crate::state::RateLimit;
use open_ticket::ticket::ClientId;
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Maximum numbers of tickets and of refused requests. 0 disables a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketRateLimits {
    /// Maximum per hour, for each address and each signed-in client.
    pub per_hour: u32,
    /// Maximum per day, for each address and each signed-in client.
    pub per_day: u32,
    /// Maximum per day, for all requests together.
    pub total_per_day: u32,
    /// Maximum number of refused requests per hour, for each address.
    pub refused_per_hour: u32,
}

impl TicketRateLimits {
    /// No limits.
    pub const DISABLED: Self = Self {
        per_hour: 0,
        per_day: 0,
        total_per_day: 0,
        refused_per_hour: 0,
    };

    /// Returns the limits that apply to a ticket from `address`, opened for `client`.
    #[must_use]
    pub fn limits_for(&self, address: IpAddr, client: Option<ClientId>) -> Vec<RateLimit> {
        let address = format!("address:{}", rate_limit_subject(address));
        let client = client.map(|id| format!("client:{id}"));
        let subjects = [Some(address), client].into_iter().flatten();
        let mut limits: Vec<_> = subjects
            .flat_map(|subject| {
                [
                    limit(format!("{subject}:hour"), self.per_hour, HOUR),
                    limit(format!("{subject}:day"), self.per_day, DAY),
                ]
            })
            .chain([limit("all:day".to_owned(), self.total_per_day, DAY)])
            .collect();
        limits.retain(|limit| limit.max_count > 0);
        limits
    }

    /// Returns the limit for refused requests from `address`. `None` if it is disabled.
    #[must_use]
    pub fn refused_limit_for(&self, address: IpAddr) -> Option<RateLimit> {
        let name = format!("refused:{}:hour", rate_limit_subject(address));
        let limit = limit(name, self.refused_per_hour, HOUR);
        Some(limit).filter(|limit| limit.max_count > 0)
    }
}

const fn limit(name: String, max_count: u32, window: Duration) -> RateLimit {
    RateLimit {
        name,
        max_count,
        window,
    }
}
