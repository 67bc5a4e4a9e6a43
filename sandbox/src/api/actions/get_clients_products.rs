//! The action `GetClientsProducts`.
//!
//! A form needs only the name and the status of a service. The response also contains user names,
//! passwords and IP addresses, as in WHMCS. A program that forwards the response must filter it.

use super::sample_product_values::{SAMPLE_VALUES, SERVICES_ARE_OF_PRODUCT};
use crate::api::pagination::{echo_parameters, list_response, page_range};
use crate::database::{Filter, StoredService, services};
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::{Connection, Result};
use serde_json::{Value, json};

/// Returns a page of services, by ascending id.
///
/// # Errors
/// The SQLite error of a failed query.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
    filter.and_id("client = ?", &post.get(parameter_names::CLIENT));
    filter.and_id("id = ?", &post.get(parameter_names::SERVICE));
    filter.and_text("domain = ? COLLATE NOCASE", post.get("domain"));
    filter.and_text("username = ?", post.get("username2"));
    filter.and_id(SERVICES_ARE_OF_PRODUCT, &post.get("pid"));
    let page = services(connection, &filter, page_range(post))?;
    let mut response = list_response(&page, "products", "product", product_json);
    let echoed = [
        parameter_names::CLIENT,
        parameter_names::SERVICE,
        "pid",
        "domain",
    ];
    echo_parameters(&mut response, post, &echoed);
    Ok(response)
}

/// Returns the configurable options: one for each service after the first, which has none, as in the
/// example in WHMCS's documentation.
fn config_options(service: &StoredService) -> Value {
    match service.id {
        1 => json!([]),
        _ => json!([{
            "id": "1",
            "option": "Disk space",
            "type": "dropdown",
            "value": "10 GB",
        }]),
    }
}

fn product_json(service: &StoredService) -> Value {
    let mut json = json!({
        "id": service.id.to_string(),
        parameter_names::CLIENT: service.client.to_string(),
        "orderid": service.id.to_string(),
        "name": service.name,
        "translated_name": service.name,
        "domain": service.domain,
        "dedicatedip": service.dedicated_ip,
        "assignedips": service.dedicated_ip,
        "status": service.status,
        parameter_names::USERNAME: service.username,
        parameter_names::PASSWORD: service.password.0,
        "lastupdate": "0000-00-00 00:00:00",
        parameter_names::CUSTOM_FIELDS: { "customfield": [] },
        "configoptions": { "configoption": config_options(service) },
    });
    for (name, value) in SAMPLE_VALUES {
        json[name] = value.into();
    }
    json
}
