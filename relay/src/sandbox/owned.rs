//! What a client has: services and domains, with all that WHMCS tells about them.
//!
//! A form needs a name and a status of it. The rest is here because WHMCS answers it too: whoever
//! passes an answer on as it is gives away user names, passwords and addresses.

use super::list::{Filter, Listed, Part, Query};
use super::params::Posted;
use open_ticket::wire::names;
use rusqlite::{Connection, Result, Row};
use serde_json::{Value, json};

struct Service {
    id: i64,
    client: i64,
    name: String,
    status: String,
    domain: String,
    username: String,
    password: String,
    dedicated_ip: String,
}

struct Domain {
    id: i64,
    client: i64,
    name: String,
    status: String,
}

const SERVICES: Query = Query {
    columns: "id, client, name, status, domain, username, password, dedicated_ip",
    source: "service",
    order: "id",
};

const DOMAINS: Query = Query {
    columns: "id, client, name, status",
    source: "domain",
    order: "id",
};

/// `GetClientsProducts`: the services, by ascending id.
///
/// # Errors
/// The database's.
pub fn products(posted: &Posted, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
    filter.and_id("client = ?", posted, names::CLIENT);
    filter.and_id("id = ?", posted, names::SERVICE);
    filter.and_text("domain = ? COLLATE NOCASE", posted, "domain");
    let listed = filter.read(connection, &SERVICES, Part::read(posted), service)?;
    let mut answer = listed.answer("products", "product", product);
    for name in [names::CLIENT, names::SERVICE, "pid", "domain"] {
        answer[name] = asked(posted, name);
    }
    Ok(answer)
}

/// `GetClientsDomains`: the domains, by ascending id.
///
/// # Errors
/// The database's.
pub fn domains(posted: &Posted, connection: &Connection) -> Result<Value> {
    let mut filter = Filter::default();
    filter.and_id("client = ?", posted, names::CLIENT);
    filter.and_id("id = ?", posted, names::DOMAIN);
    filter.and_text("name = ? COLLATE NOCASE", posted, "domain");
    let listed: Listed<Domain> = filter.read(connection, &DOMAINS, Part::read(posted), domain)?;
    let mut answer = listed.answer("domains", "domain", domain_json);
    for name in [names::CLIENT, names::DOMAIN] {
        answer[name] = asked(posted, name);
    }
    Ok(answer)
}

/// WHMCS says back what was asked for.
fn asked(posted: &Posted, name: &str) -> Value {
    match posted.get(name) {
        text if text.is_empty() => Value::Null,
        text => text.into(),
    }
}

fn service(row: &Row<'_>) -> Result<Service> {
    Ok(Service {
        id: row.get("id")?,
        client: row.get("client")?,
        name: row.get("name")?,
        status: row.get("status")?,
        domain: row.get("domain")?,
        username: row.get("username")?,
        password: row.get("password")?,
        dedicated_ip: row.get("dedicated_ip")?,
    })
}

fn domain(row: &Row<'_>) -> Result<Domain> {
    Ok(Domain {
        id: row.get("id")?,
        client: row.get("client")?,
        name: row.get("name")?,
        status: row.get("status")?,
    })
}

/// The other keys of WHMCS's page on `GetClientsProducts`: the same for every service here.
const OF_ANY_PRODUCT: [(&str, &str); 28] = [
    ("qty", "1"),
    ("ordernumber", "100001"),
    ("pid", "1"),
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

/// The other keys of WHMCS's page on `GetClientsDomains`: the same for every domain here.
const OF_ANY_DOMAIN: [(&str, &str); 16] = [
    ("regtype", "Register"),
    ("registrar", "registrar"),
    ("regperiod", "1"),
    ("firstpaymentamount", "12.95"),
    ("recurringamount", "12.95"),
    ("paymentmethod", "banktransfer"),
    ("paymentmethodname", "Bank Transfer"),
    ("regdate", "2025-01-01"),
    ("expirydate", "2030-01-01"),
    ("nextduedate", "2030-01-01"),
    ("subscriptionid", ""),
    ("promoid", "0"),
    ("dnsmanagement", "0"),
    ("emailforwarding", "0"),
    ("idprotection", "0"),
    ("notes", "Notes of the staff"),
];

fn product(service: &Service) -> Value {
    let own = json!({
        "id": service.id.to_string(),
        names::CLIENT: service.client.to_string(),
        "orderid": service.id.to_string(),
        "name": service.name,
        "translated_name": service.name,
        "domain": service.domain,
        "dedicatedip": service.dedicated_ip,
        "assignedips": service.dedicated_ip,
        "status": service.status,
        names::USERNAME: service.username,
        names::PASSWORD: service.password,
        "lastupdate": "0000-00-00 00:00:00",
        names::CUSTOM_FIELDS: { "customfield": [] },
        "configoptions": { "configoption": [] },
    });
    with(own, &OF_ANY_PRODUCT)
}

fn domain_json(domain: &Domain) -> Value {
    let own = json!({
        "id": domain.id.to_string(),
        names::USER: domain.client.to_string(),
        "orderid": domain.id.to_string(),
        "domainname": domain.name,
        "status": domain.status,
        "donotrenew": "0",
    });
    with(own, &OF_ANY_DOMAIN)
}

fn with(own: Value, rest: &[(&str, &str)]) -> Value {
    let mut all = own;
    for (name, value) in rest {
        all[*name] = (*value).into();
    }
    all
}
