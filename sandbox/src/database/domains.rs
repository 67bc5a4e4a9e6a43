//! Domains of clients.

use super::list_query::{Filter, ListPage, ListQuery, PageRange};
use rusqlite::{Connection, Result, Row};

/// A domain of a client.
#[derive(Debug)]
pub struct StoredDomain {
    /// The id.
    pub id: i64,
    /// The client's id.
    pub client: i64,
    /// The domain name.
    pub name: String,
    /// The status, such as `Active`.
    pub status: String,
}

const DOMAINS: ListQuery = ListQuery {
    columns: "id, client, name, status",
    table: "domain",
    order: "id",
};

/// Returns a page of the domains that match a filter, by ascending id.
pub fn domains(
    connection: &Connection,
    filter: &Filter,
    range: PageRange,
) -> Result<ListPage<StoredDomain>> {
    DOMAINS.page(connection, filter, range, |row: &Row<'_>| {
        Ok(StoredDomain {
            id: row.get("id")?,
            client: row.get("client")?,
            name: row.get("name")?,
            status: row.get("status")?,
        })
    })
}
