//! Matching of unconfirmed submissions with the tickets that a search found.
//!
//! Several submissions with the same content may be unconfirmed at the same time, for example if a
//! user sends the same text twice. Their tickets cannot be distinguished, so all of them are
//! matched together: the oldest ticket belongs to the oldest submission.

use super::earlier_ticket::EarlierTicket;
use crate::api_error::NoResponse;
use crate::whmcs::{FoundTicket, Search};

/// Submission whose outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnconfirmedSubmission {
    /// `true` for the submission that is searched for.
    pub is_own: bool,
    /// Time of the first attempt, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Time until which WHMCS may still open the ticket, in milliseconds since 1970.
    pub pending_until: i64,
}

/// Determines the outcome of the caller's own submission. `unconfirmed` are sorted by their time, and
/// the tickets by their age.
pub fn determine_outcome(
    unconfirmed: &[UnconfirmedSubmission],
    search: Search,
    now: i64,
) -> EarlierTicket {
    let matches = match_oldest_first(unconfirmed, &search.tickets);
    let pending_until = unconfirmed
        .iter()
        .map(|submission| submission.pending_until)
        .max()
        .unwrap_or_default();
    let is_short = matches.contains(&None);
    if is_short && pending_until > now {
        // One of the missing tickets may still be opened. Until then, it is unknown to which
        // submissions the found tickets belong.
        return EarlierTicket::Unknown {
            reason: NoResponse::TimedOut,
            pending_until,
        };
    }
    let own = unconfirmed.iter().position(|submission| submission.is_own);
    let matched = own.and_then(|own| matches.get(own).copied().flatten());
    // With fewer tickets than unconfirmed submissions, the missing ticket may belong to any of them.
    // Retries of the other submissions will open their tickets.
    let matched = matched.or_else(|| {
        let own = own.and_then(|own| unconfirmed.get(own))?;
        search
            .tickets
            .iter()
            .position(|ticket| can_be_of(ticket, own))
    });
    match matched.and_then(|index| search.tickets.into_iter().nth(index)) {
        Some(ticket) => EarlierTicket::Opened(ticket.opened),
        None if search.is_exhaustive => EarlierTicket::NotOpened,
        None => EarlierTicket::unknown(NoResponse::Unreadable),
    }
}

/// Returns the index of each submission's ticket. Each submission gets the oldest remaining ticket that
/// is not older than the submission, so that as many submissions as possible get one.
fn match_oldest_first(
    unconfirmed: &[UnconfirmedSubmission],
    tickets: &[FoundTicket],
) -> Vec<Option<usize>> {
    let mut is_taken = vec![false; tickets.len()];
    let take = |submission: &UnconfirmedSubmission| {
        let index = tickets.iter().zip(&is_taken);
        let index = index
            .into_iter()
            .position(|(ticket, is_taken)| !is_taken && can_be_of(ticket, submission))?;
        if let Some(is_taken) = is_taken.get_mut(index) {
            *is_taken = true;
        }
        Some(index)
    };
    unconfirmed.iter().map(take).collect()
}

const fn can_be_of(ticket: &FoundTicket, submission: &UnconfirmedSubmission) -> bool {
    ticket.latest_opened_at >= submission.first_claimed_at / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use open_ticket::ticket::OpenedTicket;

    const NOW: i64 = 1_000_000_000;

    fn submission(second: i64) -> UnconfirmedSubmission {
        UnconfirmedSubmission {
            is_own: false,
            first_claimed_at: second * 1_000,
            pending_until: 0,
        }
    }

    fn ticket(id: u32, second: i64) -> FoundTicket {
        FoundTicket {
            opened: OpenedTicket::new(id, "ABC", "c").unwrap(),
            latest_opened_at: second,
        }
    }

    fn search(tickets: Vec<FoundTicket>) -> Search {
        Search {
            tickets,
            is_exhaustive: true,
        }
    }

    #[test]
    fn while_another_ticket_may_still_be_opened_a_missing_one_proves_nothing() {
        let mut unconfirmed = [submission(1), submission(2)];
        unconfirmed[1].is_own = true;
        unconfirmed[0].pending_until = NOW + 1;
        let one = || search(vec![ticket(1, 2)]);
        let unknown = EarlierTicket::Unknown {
            reason: NoResponse::TimedOut,
            pending_until: NOW + 1,
        };
        assert_eq!(determine_outcome(&unconfirmed, one(), NOW), unknown);
        let opened = EarlierTicket::Opened(ticket(1, 2).opened);
        assert_eq!(determine_outcome(&unconfirmed, one(), NOW + 1), opened);
    }

    #[test]
    fn a_search_that_could_not_see_the_ticket_proves_nothing() {
        let own = UnconfirmedSubmission {
            is_own: true,
            ..submission(1)
        };
        let mut blind = search(Vec::new());
        blind.is_exhaustive = false;
        let unknown = EarlierTicket::unknown(NoResponse::Unreadable);
        assert_eq!(determine_outcome(&[own], blind, NOW), unknown);
        let seeing = search(Vec::new());
        assert_eq!(
            determine_outcome(&[own], seeing, NOW),
            EarlierTicket::NotOpened
        );
    }

    /// Resolves the submissions in this order, and returns the ids of their tickets. `submissions` has the
    /// second of each submission, and `true` if it has opened a ticket.
    fn resolve(submissions: &[(i64, bool)], order: &[usize]) -> Vec<u32> {
        let opened = (1..)
            .zip(submissions)
            .filter(|(_, (_, is_opened))| *is_opened);
        let mut unclaimed: Vec<_> = opened
            .map(|(id, (second, _))| ticket(id, *second))
            .collect();
        let mut open: Vec<_> = (0..submissions.len()).collect();
        let (mut claimed, mut next_id) = (Vec::new(), 100);
        for own in order {
            let unconfirmed: Vec<_> = open
                .iter()
                .map(|index| UnconfirmedSubmission {
                    is_own: index == own,
                    ..submission(submissions[*index].0)
                })
                .collect();
            match determine_outcome(&unconfirmed, search(unclaimed.clone()), NOW) {
                EarlierTicket::Opened(opened) => {
                    unclaimed.retain(|ticket| ticket.opened != opened);
                    claimed.push(opened.id());
                }
                EarlierTicket::NotOpened => {
                    claimed.push(next_id);
                    next_id += 1;
                }
                EarlierTicket::Unknown { reason, .. } => {
                    panic!("{reason:?}, but nothing is pending")
                }
            }
            open.retain(|index| index != own);
        }
        assert!(unclaimed.is_empty(), "orphans: {unclaimed:?}");
        claimed
    }

    /// All combinations of four submissions within three seconds, each with or without an opened ticket,
    /// in all orders of their retries. Each ends with its own ticket, and none opens a second one.
    #[test]
    fn every_submission_ends_with_one_ticket_in_any_order() {
        let orders: Vec<Vec<usize>> = (0..256_usize)
            .map(|code| {
                (0..4)
                    .map(|place| code >> (2 * place) & 3)
                    .collect::<Vec<_>>()
            })
            .filter(|order| (0..4).all(|index| order.contains(&index)))
            .collect();
        assert_eq!(orders.len(), 24);
        for code in 0..6_usize.pow(4) {
            let mut submissions: Vec<_> = (0..4_u32)
                .map(|place| code / 6_usize.pow(place) % 6)
                .map(|value| (i64::try_from(value / 2).unwrap(), value % 2 == 1))
                .collect();
            submissions.sort_unstable();
            for order in &orders {
                let mut claimed = resolve(&submissions, order);
                claimed.sort_unstable();
                claimed.dedup();
                assert_eq!(claimed.len(), 4, "{submissions:?} {order:?}");
            }
        }
    }
}
