//! What WHMCS is asked for: departments, and what a client owns. Reading it twice does no harm.

use super::Whmcs;
use super::answer::as_json;
use super::cause::Cause;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{ClientId, DepartmentId, DomainId, Related, ServiceId};
use open_ticket::wire::{names, urlencoded};
use serde_json::Value;

/// How many are asked for at a time; WHMCS gives 25 unless told.
const PAGE: usize = 100;

/// The most of a client's services or domains that are read.
const MAX_OWNED: usize = 1_000;

/// It could not be had. The log says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered;

impl Whmcs {
    /// The departments, by id and name, in WHMCS's order. How busy they are is nobody's business
    /// and is left where it is.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn departments(&self) -> Result<Vec<(DepartmentId, String)>, Unanswered> {
        let answer = self
            .ask("GetSupportDepartments", &[("ignore_dept_assignments", "1")])
            .await?;
        let listed = list(&answer["departments"]["department"]);
        Ok(listed
            .filter_map(|one| {
                let name = one["name"].as_str()?;
                Some((DepartmentId::new(number(&one["id"])?)?, unescaped(name)))
            })
            .collect())
    }

    /// A client's services and domains. `GetClientsProducts` also answers user names, passwords
    /// and addresses: id, name and status are picked, and nothing else leaves this function.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn owned(&self, client: ClientId) -> Result<Vec<RelatedChoice>, Unanswered> {
        let mut owned = self
            .pages("GetClientsProducts", client, "products", "product", service)
            .await?;
        let domains = self.pages("GetClientsDomains", client, "domains", "domain", domain);
        owned.extend(domains.await?);
        Ok(owned)
    }

    async fn pages(
        &self,
        action: &str,
        client: ClientId,
        outer: &str,
        inner: &str,
        choice: fn(&Value) -> Option<RelatedChoice>,
    ) -> Result<Vec<RelatedChoice>, Unanswered> {
        let (client, size) = (client.to_string(), PAGE.to_string());
        let (mut choices, mut start) = (Vec::new(), 0);
        while start < MAX_OWNED {
            let begin = start.to_string();
            let parameters = [
                (names::CLIENT, client.as_str()),
                ("limitstart", &begin),
                ("limitnum", &size),
            ];
            let answer = self.ask(action, &parameters).await?;
            let page: Vec<_> = list(&answer[outer][inner]).collect();
            choices.extend(page.iter().filter_map(|one| choice(one)));
            start += page.len();
            let total = number(&answer["totalresults"]).unwrap_or_default();
            if page.is_empty() || start >= total as usize {
                break;
            }
        }
        Ok(choices)
    }

    /// Does a harmless action and gives its answer, which says success.
    pub(super) async fn ask(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Value, Unanswered> {
        Ok(self.ask_with_clock(action, parameters).await?.0)
    }

    /// The same, and by how much WHMCS's clock is ahead, in seconds.
    pub(super) async fn ask_with_clock(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> Result<(Value, i64), Unanswered> {
        let mut body = String::new();
        urlencoded::append(&mut body, names::ACTION, action);
        urlencoded::append(&mut body, names::RESPONSE_TYPE, names::JSON);
        for (name, value) in parameters {
            urlencoded::append(&mut body, name, value);
        }
        let answer = self.post(self.with_credentials(body)).await;
        let answer = answer.map_err(|_| Unanswered)?;
        let json = serde_json::from_str::<Value>(&as_json(&answer.body)).unwrap_or_default();
        let result = json["result"].as_str().or_else(|| json["status"].as_str());
        if answer.status.is_success() && result == Some("success") {
            return Ok((json, answer.ahead));
        }
        let status = answer.status.as_u16();
        match Cause::of(answer.status, &answer.body) {
            Some(cause) => tracing::error!(action, ?cause, status, "{}", cause.advice()),
            None => tracing::error!(action, status, "the api.php did not answer an action"),
        }
        Err(Unanswered)
    }
}

/// A list of one may come as the one itself.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    let (many, one) = match value {
        Value::Array(many) => (many.as_slice(), None),
        Value::Object(_) => (&[][..], Some(value)),
        _ => (&[][..], None),
    };
    many.iter().chain(one)
}

/// A number, or a text of one.
pub(super) fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64()?.try_into().ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// WHMCS stores texts as HTML: `Q&amp;A`.
pub(super) fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (written, meant) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(written, meant);
    }
    text
}

fn service(product: &Value) -> Option<RelatedChoice> {
    let name = product["name"].as_str().unwrap_or_default();
    let domain = product["domain"].as_str().unwrap_or_default();
    let name = match (name, domain) {
        ("", domain) => unescaped(domain),
        (name, "") => unescaped(name),
        (name, domain) => format!("{} – {domain}", unescaped(name)),
    };
    let id = ServiceId::new(number(&product["id"])?)?;
    Some(choice(Related::Service(id), name, product))
}

fn domain(domain: &Value) -> Option<RelatedChoice> {
    let name = domain["domainname"].as_str().or(domain["domain"].as_str());
    let id = DomainId::new(number(&domain["id"])?)?;
    let name = name.unwrap_or_default().to_owned();
    Some(choice(Related::Domain(id), name, domain))
}

fn choice(related: Related, name: String, value: &Value) -> RelatedChoice {
    RelatedChoice {
        related,
        name,
        status: value["status"].as_str().unwrap_or_default().to_owned(),
    }
}
