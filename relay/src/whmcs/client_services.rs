//! `GetClientsProducts` and `GetClientsDomains`: the services and domains of a client.

use super::client::WhmcsClient;
use super::html_entities::decode_html_entities;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseShape, TOTAL, Values};
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{ClientId, DomainId, Related, ServiceId};
use open_ticket::wire::parameter_names;
use tokio::time::Instant;

/// Number of entries per request. WHMCS's default is 25.
const PAGE_SIZE: &str = "100";

/// Maximum number of services, and of domains, that are read for one client: more cannot be
/// selected from a list. A ticket about another service or domain is accepted, because the
/// service or domain is looked up by its id.
const MAX_ENTRIES: usize = 1_000;

/// An action that lists services or domains.
struct ListAction {
    name: &'static str,
    /// Parameter that selects one of them.
    id_parameter: &'static str,
    shape: ResponseShape,
    parse: fn(&Values) -> Option<RelatedChoice>,
}

const PRODUCTS: ListAction = ListAction {
    name: "GetClientsProducts",
    id_parameter: parameter_names::SERVICE,
    shape: ResponseShape {
        values: &[TOTAL],
        list: Some(ListShape {
            list: "products",
            element: "product",
            values: &["id", parameter_names::CLIENT, "name", "domain", "status"],
        }),
    },
    parse: parse_service,
};

const DOMAINS: ListAction = ListAction {
    name: "GetClientsDomains",
    id_parameter: parameter_names::DOMAIN,
    shape: ResponseShape {
        values: &[TOTAL],
        list: Some(ListShape {
            list: "domains",
            element: "domain",
            values: &[
                "id",
                parameter_names::USER,
                "domainname",
                "domain",
                "status",
            ],
        }),
    },
    parse: parse_domain,
};

impl WhmcsClient {
    /// Returns a client's services and domains. The response of `GetClientsProducts` also contains
    /// user names, passwords and IP addresses: only id, name and status are read. The list is
    /// truncated, which is logged, if it is too long or is not complete before the deadline.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn client_services(
        &self,
        client: ClientId,
        deadline: Instant,
    ) -> Result<Vec<RelatedChoice>, ReadFailed> {
        let (services, domains) = tokio::join!(
            self.read_pages(&PRODUCTS, client, deadline),
            self.read_pages(&DOMAINS, client, deadline),
        );
        let mut choices = services?;
        choices.extend(domains?);
        Ok(choices)
    }

    /// Returns one service or domain of a client, or `None` if the client does not have it.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn client_service(
        &self,
        client: ClientId,
        related: Related,
        deadline: Instant,
    ) -> Result<Option<RelatedChoice>, ReadFailed> {
        let (action, id) = match related {
            Related::Service(id) => (&PRODUCTS, id.to_string()),
            Related::Domain(id) => (&DOMAINS, id.to_string()),
        };
        let client_text = client.to_string();
        let parameters = [
            (parameter_names::CLIENT, client_text.as_str()),
            (action.id_parameter, id.as_str()),
        ];
        let data = self.read(action.name, &parameters, &action.shape).await?;
        let mut rows = data.rows.iter().filter(|row| is_of_client(row, client));
        let found =
            rows.find_map(|row| (action.parse)(row).filter(|choice| choice.related == related));
        if found.is_some() || data.rows.is_empty() {
            return Ok(found);
        }
        // An old version of WHMCS ignores the parameter, and returns the first page.
        let mut choices = self.client_services(client, deadline).await?.into_iter();
        Ok(choices.find(|choice| choice.related == related))
    }

    async fn read_pages(
        &self,
        action: &ListAction,
        client: ClientId,
        deadline: Instant,
    ) -> Result<Vec<RelatedChoice>, ReadFailed> {
        let client_text = client.to_string();
        let (mut choices, mut start, mut total) = (Vec::new(), 0, None);
        while start < MAX_ENTRIES {
            let offset = start.to_string();
            let parameters = [
                (parameter_names::CLIENT, client_text.as_str()),
                ("limitstart", &offset),
                ("limitnum", PAGE_SIZE),
            ];
            let page = self.read(action.name, &parameters, &action.shape);
            let Ok(page) = tokio::time::timeout_at(deadline, page).await else {
                // Without its first page, there is no list.
                (start > 0).then_some(()).ok_or(ReadFailed)?;
                break;
            };
            let page = page?;
            total = page.total();
            start += page.rows.len();
            let is_end = page.rows.is_empty() || start >= total.unwrap_or_default();
            let rows = page.rows.iter().filter(|row| is_of_client(row, client));
            choices.extend(rows.filter_map(action.parse));
            if is_end {
                return Ok(choices);
            }
        }
        tracing::warn!(
            action = action.name,
            read = start,
            total,
            "a client's list was truncated: it is too long, or took too long to load"
        );
        Ok(choices)
    }
}

/// Returns `false` if the entry names another client.
fn is_of_client(row: &Values, client: ClientId) -> bool {
    let owner = row
        .number(parameter_names::CLIENT)
        .or_else(|| row.number(parameter_names::USER));
    owner.is_none_or(|owner| owner == client.get())
}

fn parse_service(product: &Values) -> Option<RelatedChoice> {
    let name = product.text("name").unwrap_or_default();
    let domain = product.text("domain").unwrap_or_default();
    let name = match (name, domain) {
        ("", domain) => decode_html_entities(domain),
        (name, "") => decode_html_entities(name),
        (name, domain) => format!("{} – {domain}", decode_html_entities(name)),
    };
    let id = ServiceId::new(product.number("id")?)?;
    Some(related_choice(Related::Service(id), name, product))
}

fn parse_domain(domain: &Values) -> Option<RelatedChoice> {
    let name = domain.text("domainname").or_else(|| domain.text("domain"));
    let id = DomainId::new(domain.number("id")?)?;
    let name = name.unwrap_or_default().to_owned();
    Some(related_choice(Related::Domain(id), name, domain))
}

fn related_choice(related: Related, name: String, row: &Values) -> RelatedChoice {
    RelatedChoice {
        related,
        name,
        status: row.text("status").unwrap_or_default().to_owned(),
    }
}
