//! `GetClientsProducts` and `GetClientsDomains`: the services and domains of a client.

use super::client::WhmcsClient;
use super::json_values::{decode_html_entities, list, number};
use super::read_action::ReadFailed;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{ClientId, DomainId, Related, ServiceId};
use open_ticket::wire::parameter_names;
use serde_json::Value;

/// Number of entries per request. WHMCS's default is 25.
const PAGE_SIZE: usize = 100;

/// Maximum number of services, and of domains, that are read for one client.
const MAX_ENTRIES: usize = 1_000;

impl WhmcsClient {
    /// Returns a client's services and domains. The response of `GetClientsProducts` also contains
    /// user names, passwords and IP addresses: only id, name and status are returned.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn client_services(
        &self,
        client: ClientId,
    ) -> Result<Vec<RelatedChoice>, ReadFailed> {
        let mut choices = self
            .read_pages(
                "GetClientsProducts",
                client,
                "products",
                "product",
                parse_service,
            )
            .await?;
        let domains = self.read_pages(
            "GetClientsDomains",
            client,
            "domains",
            "domain",
            parse_domain,
        );
        choices.extend(domains.await?);
        Ok(choices)
    }

    async fn read_pages(
        &self,
        action: &str,
        client: ClientId,
        list_key: &str,
        element_key: &str,
        to_choice: fn(&Value) -> Option<RelatedChoice>,
    ) -> Result<Vec<RelatedChoice>, ReadFailed> {
        let (client, page_size) = (client.to_string(), PAGE_SIZE.to_string());
        let (mut choices, mut start) = (Vec::new(), 0);
        while start < MAX_ENTRIES {
            let offset = start.to_string();
            let parameters = [
                (parameter_names::CLIENT, client.as_str()),
                ("limitstart", &offset),
                ("limitnum", &page_size),
            ];
            let response = self.read(action, &parameters).await?;
            let page: Vec<_> = list(&response[list_key][element_key]).collect();
            choices.extend(page.iter().filter_map(|element| to_choice(element)));
            start += page.len();
            let total = number(&response["totalresults"]).unwrap_or_default();
            if page.is_empty() || start >= total as usize {
                break;
            }
        }
        Ok(choices)
    }
}

fn parse_service(product: &Value) -> Option<RelatedChoice> {
    let name = product["name"].as_str().unwrap_or_default();
    let domain = product["domain"].as_str().unwrap_or_default();
    let name = match (name, domain) {
        ("", domain) => decode_html_entities(domain),
        (name, "") => decode_html_entities(name),
        (name, domain) => format!("{} – {domain}", decode_html_entities(name)),
    };
    let id = ServiceId::new(number(&product["id"])?)?;
    Some(related_choice(Related::Service(id), name, product))
}

fn parse_domain(domain: &Value) -> Option<RelatedChoice> {
    let name = domain["domainname"].as_str().or(domain["domain"].as_str());
    let id = DomainId::new(number(&domain["id"])?)?;
    let name = name.unwrap_or_default().to_owned();
    Some(related_choice(Related::Domain(id), name, domain))
}

fn related_choice(related: Related, name: String, value: &Value) -> RelatedChoice {
    RelatedChoice {
        related,
        name,
        status: value["status"].as_str().unwrap_or_default().to_owned(),
    }
}
