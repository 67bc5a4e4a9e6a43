//! The order of WHMCS's documented refusals.
//!
//! WHMCS documents the messages and no order. A fixed order can be tested, so the sandbox uses the order
//! of WHMCS's documentation, both for malformed values and for ids that are not in the database.

use super::requester::find_requester;
use crate::error::Error;
use open_ticket::ticket::{CreationDate, Refusal, Requester};
use rusqlite::{Transaction, params};

/// The documented refusals in the order of WHMCS's documentation, except the last:
/// `NumberNotGenerated` is returned after all other checks.
const ORDER: [Refusal; 12] = [
    Refusal::ClientNotFound,
    Refusal::UserNotFound,
    Refusal::ContactNotFound,
    Refusal::NameAndEmailRequired,
    Refusal::DepartmentNotFound,
    Refusal::SubjectRequired,
    Refusal::MessageRequired,
    Refusal::ServiceNotFound,
    Refusal::DomainNotFound,
    Refusal::EmailInvalid,
    Refusal::DateInvalid,
    Refusal::DateInFuture,
];

/// Values of a new ticket that are compared with the database or the clock. `None` if there is
/// none, or if the value is malformed.
#[derive(Debug)]
pub struct References {
    /// The requester.
    pub requester: Option<Requester>,
    /// The department's id.
    pub department: Option<u32>,
    /// The service's id.
    pub service: Option<u32>,
    /// The domain's id.
    pub domain: Option<u32>,
    /// The date that the ticket shows.
    pub created: Option<CreationDate>,
}

/// Returns the first documented refusal of a request: `malformed`, the first one that is found without
/// the database, or an earlier one that depends on the database or the clock.
///
/// # Errors
/// [`Error::Database`].
pub fn first_refusal(
    transaction: &Transaction<'_>,
    references: &References,
    malformed: Option<Refusal>,
    now: i64,
) -> Result<Option<Refusal>, Error> {
    let mut refusals: Vec<_> = malformed.into_iter().collect();
    if let Some(requester) = &references.requester {
        let client = match find_requester(transaction, requester) {
            Ok(found) => found.client,
            Err(Error::Refused(refusal)) => {
                refusals.push(refusal);
                None
            }
            Err(error) => return Err(error),
        };
        let owned = |sql, id| is_owned(transaction, sql, id, client);
        if !owned(SELECT_SERVICE, references.service)? {
            refusals.push(Refusal::ServiceNotFound);
        }
        if !owned(SELECT_DOMAIN, references.domain)? {
            refusals.push(Refusal::DomainNotFound);
        }
    }
    if !is_open(transaction, references.department)? {
        refusals.push(Refusal::DepartmentNotFound);
    }
    let created = references.created.as_ref();
    if created.is_some_and(|created| created.unix_seconds() > now) {
        refusals.push(Refusal::DateInFuture);
    }
    Ok(ORDER.into_iter().find(|refusal| refusals.contains(refusal)))
}

const SELECT_SERVICE: &str = "SELECT 1 FROM service WHERE id = ? AND client = ?";
const SELECT_DOMAIN: &str = "SELECT 1 FROM domain WHERE id = ? AND client = ?";

/// Returns `true` if the service or domain belongs to the client, or if none is named. Guests have
/// neither.
fn is_owned(
    transaction: &Transaction<'_>,
    sql: &str,
    id: Option<u32>,
    client: Option<u32>,
) -> rusqlite::Result<bool> {
    match id {
        None => Ok(true),
        Some(id) => transaction.prepare(sql)?.exists(params![id, client]),
    }
}

/// Returns `true` if the department accepts tickets, or if none is named.
fn is_open(transaction: &Transaction<'_>, id: Option<u32>) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM department WHERE id = ? AND offered = 1";
    match id {
        None => Ok(true),
        Some(id) => transaction.prepare(sql)?.exists([id]),
    }
}
