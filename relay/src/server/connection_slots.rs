//! The slots for connections: a limit in total and per address.
//!
//! If all slots are taken, a new connection replaces the one that has waited longest for its client.
//! A few slots are reserved for the health check, in case all connections wait for the relay.

use super::activity::{Activity, Phase};
use super::connection_limits::ConnectionLimits;
use crate::access::subscriber;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Number of slots for the health check beyond the limit.
const RESERVED: usize = 32;

/// Maximum number of replaced connections that are not closed yet.
const MAX_CLOSING: usize = 16;

/// Connection slots of a listener. Clones share them.
#[derive(Clone, Debug)]
pub struct ConnectionSlots {
    limits: Arc<ConnectionLimits>,
    used: Arc<Mutex<UsedSlots>>,
}

#[derive(Debug, Default)]
struct UsedSlots {
    next_id: u64,
    connections: HashMap<u64, Connection>,
    per_address: HashMap<IpAddr, usize>,
    reserved: usize,
    /// Number of replaced connections that are not closed yet.
    closing: usize,
}

#[derive(Debug)]
struct Connection {
    /// Address with a limit. `None` for a trusted proxy.
    address: Option<IpAddr>,
    activity: Activity,
    replaced: Arc<Notify>,
    is_reserved: bool,
}

/// Slot of one connection, free again on drop.
#[derive(Debug)]
pub struct ConnectionSlot {
    slots: ConnectionSlots,
    id: u64,
    /// Activity of the connection.
    pub activity: Activity,
    /// Notified if another connection replaces this one.
    pub replaced: Arc<Notify>,
    /// `true` for a reserved slot, which allows only the health check.
    pub is_reserved: bool,
}

impl ConnectionSlots {
    /// Creates free slots.
    pub fn new(limits: ConnectionLimits) -> Self {
        Self {
            limits: Arc::new(limits),
            used: Arc::default(),
        }
    }

    /// Takes a slot for a connection, and closes another one if necessary. Returns `None` if there
    /// is no slot: every connection waits for the relay.
    pub fn take(&self, peer: IpAddr) -> Option<ConnectionSlot> {
        let peer = peer.to_canonical();
        let address = (!self.limits.proxies.borrow().contains(peer)).then(|| subscriber(peer));
        let mut taken = self.lock();
        if let Some(address) = address
            && taken.count(address) >= self.limits.per_address
            && !taken.replace(|other| other.address == Some(address))
        {
            return None;
        }
        let total = self.limits.total;
        let is_full = taken.connections.len() - taken.reserved >= total;
        let is_reserved = is_full
            && !taken.replace(|other| !other.is_reserved && other.address.is_some())
            && !taken.replace(|other| !other.is_reserved);
        if is_reserved && taken.reserved >= RESERVED && !taken.replace(|other| other.is_reserved) {
            return None;
        }
        let (activity, replaced) = (Activity::new(), Arc::new(Notify::new()));
        let id = taken.next_id;
        taken.next_id += 1;
        if let Some(address) = address {
            *taken.per_address.entry(address).or_default() += 1;
        }
        taken.reserved += usize::from(is_reserved);
        taken.connections.insert(
            id,
            Connection {
                address,
                activity: activity.clone(),
                replaced: Arc::clone(&replaced),
                is_reserved,
            },
        );
        drop(taken);
        Some(ConnectionSlot {
            slots: self.clone(),
            id,
            activity,
            replaced,
            is_reserved,
        })
    }

    /// Returns `true` if `MAX_CLOSING` replaced connections are not closed yet. Each holds an open file.
    pub fn is_closing_many(&self) -> bool {
        self.lock().closing >= MAX_CLOSING
    }

    fn lock(&self) -> MutexGuard<'_, UsedSlots> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UsedSlots {
    fn count(&self, address: IpAddr) -> usize {
        self.per_address.get(&address).copied().unwrap_or_default()
    }

    /// Closes the connection that has waited longest for its client, out of the connections that
    /// `is_candidate` accepts. A connection that sends a body is closed only if there is no other. Returns
    /// `false` if all of them wait for the relay.
    fn replace(&mut self, is_candidate: impl Fn(&Connection) -> bool) -> bool {
        let waiting = self.connections.iter().filter_map(|(id, connection)| {
            let phase = connection.activity.phase();
            let is_waiting = phase != Phase::Relay && is_candidate(connection);
            is_waiting.then(|| (phase, connection.activity.last_progress(), *id))
        });
        let Some((.., id)) = waiting.min() else {
            return false;
        };
        if let Some(connection) = self.remove(id) {
            connection.replaced.notify_one();
            self.closing += 1;
        }
        true
    }

    fn remove(&mut self, id: u64) -> Option<Connection> {
        let connection = self.connections.remove(&id)?;
        self.reserved -= usize::from(connection.is_reserved);
        if let Some(address) = connection.address
            && let Some(count) = self.per_address.get_mut(&address)
        {
            *count -= 1;
            if *count == 0 {
                self.per_address.remove(&address);
            }
        }
        Some(connection)
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut taken = self.slots.lock();
        if taken.remove(self.id).is_none() {
            taken.closing -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::TrustedProxies;
    use tokio::sync::watch;

    fn slots(total: usize, per_address: usize) -> ConnectionSlots {
        reloadable_slots(total, per_address).0
    }

    fn reloadable_slots(
        total: usize,
        per_address: usize,
    ) -> (ConnectionSlots, watch::Sender<TrustedProxies>) {
        let (reload, proxies) = watch::channel(proxies("127.0.0.1"));
        let limits = ConnectionLimits {
            total,
            per_address,
            proxies,
        };
        (ConnectionSlots::new(limits), reload)
    }

    fn proxies(address: &str) -> TrustedProxies {
        TrustedProxies::parse(&[address.to_owned()]).unwrap()
    }

    fn take(slots: &ConnectionSlots, peer: &str) -> Option<ConnectionSlot> {
        slots.take(peer.parse().unwrap())
    }

    /// Returns `true` if the connection has been replaced.
    fn is_replaced(slot: &ConnectionSlot) -> bool {
        !slot.slots.lock().connections.contains_key(&slot.id)
    }

    #[test]
    fn an_address_over_its_limit_replaces_its_own_connection() {
        let slots = slots(10, 2);
        let other = take(&slots, "192.0.2.1").unwrap();
        let first = take(&slots, "192.0.2.2").unwrap();
        let second = take(&slots, "192.0.2.2").unwrap();
        let third = take(&slots, "::ffff:192.0.2.2").unwrap();
        assert!(is_replaced(&first));
        assert!(!is_replaced(&second) && !is_replaced(&third) && !is_replaced(&other));
        drop((first, second, third));
        assert_eq!(
            slots.lock().per_address.len(),
            1,
            "only the other one is left"
        );
    }

    #[test]
    fn a_proxy_that_a_reload_adds_has_no_limit() {
        let (slots, reload) = reloadable_slots(10, 1);
        let first = take(&slots, "192.0.2.1").unwrap();
        reload.send_replace(proxies("192.0.2.1"));
        let second = take(&slots, "192.0.2.1").unwrap();
        assert!(!is_replaced(&first) && !is_replaced(&second));
    }

    #[test]
    fn the_addresses_of_an_ipv6_subscriber_share_a_limit() {
        let slots = slots(10, 1);
        let first = take(&slots, "2001:db8:1:2::1").unwrap();
        let neighbour = take(&slots, "2001:db8:1:3::1").unwrap();
        let second = take(&slots, "2001:db8:1:2:ffff::9").unwrap();
        assert!(is_replaced(&first));
        assert!(!is_replaced(&neighbour) && !is_replaced(&second));
    }

    #[test]
    fn a_proxy_has_no_limit_per_address_and_is_replaced_last() {
        let slots = slots(3, 1);
        let proxied = [(); 2].map(|()| take(&slots, "127.0.0.1").unwrap());
        let direct = take(&slots, "192.0.2.1").unwrap();
        let next = take(&slots, "127.0.0.1").unwrap();
        assert!(is_replaced(&direct));
        let last = take(&slots, "127.0.0.1").unwrap();
        assert!(is_replaced(&proxied[0]));
        assert!(!is_replaced(&proxied[1]) && !is_replaced(&next) && !is_replaced(&last));
    }

    #[test]
    fn the_longest_waiting_connection_is_replaced_and_an_upload_only_as_a_last_resort() {
        let slots = slots(3, 9);
        let [body, busy, idle] = [(); 3].map(|()| take(&slots, "192.0.2.1").unwrap());
        body.activity.start_request(true);
        busy.activity.start_request(false);
        let next = take(&slots, "192.0.2.1").unwrap();
        assert!(is_replaced(&idle) && !is_replaced(&body));
        next.activity.start_request(false);
        let last = take(&slots, "192.0.2.1").unwrap();
        assert!(is_replaced(&body) && !is_replaced(&busy) && !last.is_reserved);
    }

    #[test]
    fn busy_connections_leave_the_reserved_slots() {
        let slots = slots(4, 1_000);
        let busy = |slot: ConnectionSlot| {
            slot.activity.start_request(false);
            slot
        };
        let all: Vec<_> = (0..4)
            .map(|_| busy(take(&slots, "192.0.2.1").unwrap()))
            .collect();
        let reserved: Vec<_> = (0..RESERVED)
            .map(|_| busy(take(&slots, "192.0.2.1").unwrap()))
            .collect();
        assert!(
            all.iter()
                .all(|slot| !slot.is_reserved && !is_replaced(slot))
        );
        assert!(reserved.iter().all(|slot| slot.is_reserved));
        assert!(take(&slots, "192.0.2.1").is_none());
        drop(all);
        assert!(!take(&slots, "192.0.2.1").unwrap().is_reserved);
    }
}
