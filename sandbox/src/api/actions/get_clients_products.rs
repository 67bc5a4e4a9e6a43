//! The action `GetClientsProducts`.
//!
//! A form needs only the name and the status of a service. The response also contains user names,
//! passwords and IP addresses, as in WHMCS. A program that forwards the response must filter it.

use crate::api::pagination::{echo_parameters, list_response, page_range};
use crate::database::{Filter, StoredService, services};
use crate::php::PhpPost;
use open_ticket::wire::parameter_names;
use rusqlite::{Connection, Result};
use serde_json::{Value, json};

/// Id of the product of every service.
const PRODUCT: &str = "1";

/// Condition on the id of the product, [`PRODUCT`].
const SERVICES_ARE_OF_PRODUCT: &str = "? = 1";

/// The remaining keys that WHMCS documents, with the same values for every service.
const SAMPLE_VALUES: [(&str, &str); 28] = [
    ("qty", "1"),
    ("ordernumber", "100001"),
    ("pid", PRODUCT),
    ("regdate", "2025-01-01"),
    ("groupname", "Hosting"),
    ("translated_groupname", "Hosting"),
    ("serverid", "1"),
    ("servername", "Saturn"),
    ("serverip", "192.0.2.250"),
    ("serverhostname", "saturn.example.com"),
    ("suspensionreason", ""),
    ("firstpaymentamount", "12.95"),
    ("recurringamount", "12.95"),
    ("paymentmethod", "banktransfer"),
    ("paymentmethodname", "Bank Transfer"),
    ("billingcycle", "Monthly"),
    ("nextduedate", "2030-01-01"),
    ("subscriptionid", ""),
    ("promoid", "0"),
    ("overideautosuspend", ""),
    ("overidesuspenduntil", "0000-00-00"),
    ("ns1", "ns1.example.com"),
    ("ns2", "ns2.example.com"),
    ("notes", "Notes of the staff"),
    ("diskusage", "0"),
    ("disklimit", "0"),
    ("bwusage", "0"),
    ("bwlimit", "0"),
];

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
