//! Services of clients.

use super::list_query::{Filter, ListPage, ListQuery, PageRange};
use rusqlite::{Connection, Result, Row};

/// A service of a client.
#[derive(Debug)]
pub struct StoredService {
    /// The id.
    pub id: i64,
    /// The client's id.
    pub client: i64,
    /// The product's name.
    pub name: String,
    /// The status, such as `Active`.
    pub status: String,
    /// The domain that the service was ordered for.
    pub domain: String,
    /// The account's user name.
    pub username: String,
    /// The account's password.
    pub password: Password,
    /// The IP address.
    pub dedicated_ip: String,
}

/// A service's password. `Debug` does not print it.
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

const SERVICES: ListQuery = ListQuery {
    columns: "id, client, name, status, domain, username, password, dedicated_ip",
    table: "service",
    order: "id",
};

/// Returns a page of the services that match a filter, by ascending id.
pub fn services(
    connection: &Connection,
    filter: &Filter,
    range: PageRange,
) -> Result<ListPage<StoredService>> {
    SERVICES.page(connection, filter, range, |row: &Row<'_>| {
        Ok(StoredService {
            id: row.get("id")?,
            client: row.get("client")?,
            name: row.get("name")?,
            status: row.get("status")?,
            domain: row.get("domain")?,
            username: row.get("username")?,
            password: Password(row.get("password")?),
            dedicated_ip: row.get("dedicated_ip")?,
        })
    })
}
