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
        let windows = [("hour", self.per_hour, HOUR), ("day", self.per_day, DAY)];
        let windows = windows
            .into_iter()
            .filter(|(_, max_count, _)| *max_count > 0);
        let mut limits = Vec::new();
        for (window, max_count, duration) in windows {
            let subject = rate_limit_subject(address);
            limits.push(limit(
                format!("address:{subject}:{window}"),
                max_count,
                duration,
            ));
            if let Some(id) = client {
                limits.push(limit(format!("client:{id}:{window}"), max_count, duration));
            }
        }
        if self.total_per_day > 0 {
            limits.push(limit("all:day".to_owned(), self.total_per_day, DAY));
        }
        limits
    }

    /// Returns the limit for refused requests from `address`. `None` if it is disabled.
    #[must_use]
    pub fn refused_limit_for(&self, address: IpAddr) -> Option<RateLimit> {
        let max_count = self.refused_per_hour;
        (max_count > 0).then(|| {
            let name = format!("refused:{}:hour", rate_limit_subject(address));
            limit(name, max_count, HOUR)
        })
    }
}

const fn limit(name: String, max_count: u32, window: Duration) -> RateLimit {
    RateLimit {
        name,
        max_count,
        window,
    }
}
