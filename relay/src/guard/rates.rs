//! How many tickets somebody may open.

use super::address::counted;
use crate::state::Limit;
use open_ticket::ticket::ClientId;
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How many tickets somebody may open; 0 lifts a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// From one address, and for one signed-in client.
    pub per_hour: u32,
    /// From one address, and for one signed-in client.
    pub per_day: u32,
    /// From everybody together.
    pub all_per_day: u32,
}

impl Rates {
    /// No limits at all.
    pub const LIFTED: Self = Self {
        per_hour: 0,
        per_day: 0,
        all_per_day: 0,
    };

    /// The limits that hold for a ticket from `address`, opened for `client`.
    #[must_use]
    pub fn limits(&self, address: IpAddr, client: Option<ClientId>) -> Vec<Limit> {
        let address = format!("address:{}", counted(address));
        let client = client.map(|id| format!("client:{id}"));
        let each = [Some(address), client].into_iter().flatten();
        let mut limits: Vec<_> = each
            .flat_map(|who| {
                [
                    limit(format!("{who}:hour"), self.per_hour, HOUR),
                    limit(format!("{who}:day"), self.per_day, DAY),
                ]
            })
            .chain([limit("all:day".to_owned(), self.all_per_day, DAY)])
            .collect();
        limits.retain(|limit| limit.count > 0);
        limits
    }
}

const fn limit(name: String, count: u32, window: Duration) -> Limit {
    Limit {
        name,
        count,
        window,
    }
}
