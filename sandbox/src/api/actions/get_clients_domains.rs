//! The action `GetClientsDomains`.

use super::sample_domain_values::SAMPLE_VALUES;
use crate::api::pagination::{list_response, page_range};
use crate::database::{Filter, StoredDomain, domains};
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::{Connection, Result};
use serde_json::{Value, json};

/// Returns a page of domains, by ascending id.
///
/// # Errors
/// The SQLite error of a failed query.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
    filter.and_id("client = ?", &post.get(parameter_names::CLIENT));
    filter.and_id("id = ?", &post.get(parameter_names::DOMAIN));
    filter.and_text("name = ? COLLATE NOCASE", post.get("domain"));
    let page = domains(connection, &filter, page_range(post))?;
    let mut response = list_response(&page, "domains", "domain", domain_json);
    // WHMCS documents an empty string for a missing parameter here, and null in the list of services.
    for name in [parameter_names::CLIENT, parameter_names::DOMAIN] {
        response[name] = post.get(name).into();
    }
    Ok(response)
}

fn domain_json(domain: &StoredDomain) -> Value {
    let mut json = json!({
        "id": domain.id.to_string(),
        parameter_names::USER: domain.client.to_string(),
        "orderid": domain.id.to_string(),
        "domainname": domain.name,
        "status": domain.status,
        "donotrenew": "0",
    });
    for (name, value) in SAMPLE_VALUES {
        json[name] = value.into();
    }
    json
}
