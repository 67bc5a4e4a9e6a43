//! Claims of a token.

use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{DomainId, Related, ServiceId};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Required value of the `aud` claim.
pub const AUDIENCE: &str = "open-ticket";

/// Claims of a token, as the site issues them. Unknown claims are ignored.
///
/// Ids may be numbers or strings: PHP reads strings from its session.
#[derive(Clone, Serialize, Deserialize)]
pub struct Claims {
    /// Audience: [`AUDIENCE`].
    pub aud: String,
    /// Time of issue, in seconds since 1970.
    pub iat: u64,
    /// Expiry time, in seconds since 1970.
    pub exp: u64,
    /// Id of the client.
    #[serde(deserialize_with = "id")]
    pub client: u32,
    /// Id of the signed-in user of this client.
    #[serde(default, deserialize_with = "optional_id")]
    pub user: Option<u32>,
    /// Id of the signed-in contact of this client.
    #[serde(default, deserialize_with = "optional_id")]
    pub contact: Option<u32>,
    /// Name of the signed-in person.
    pub name: Option<String>,
    /// Email address of the signed-in person.
    pub email: Option<String>,
    /// Services of the client. If this claim and `domains` are missing, the relay queries WHMCS.
    pub services: Option<Vec<ClaimedItem>>,
    /// Domains of the client. If this claim and `services` are missing, the relay queries WHMCS.
    pub domains: Option<Vec<ClaimedItem>>,
}

/// Service or domain in a token.
#[derive(Clone, Serialize, Deserialize)]
pub struct ClaimedItem {
    #[serde(deserialize_with = "id")]
    id: u32,
    name: String,
    #[serde(default)]
    status: String,
}

impl Claims {
    /// Returns the services and domains in the token, without those whose id is 0. `None` if the
    /// token has neither claim.
    #[must_use]
    pub fn related(&self) -> Option<Vec<RelatedChoice>> {
        if self.services.is_none() && self.domains.is_none() {
            return None;
        }
        let services = self.services.iter().flatten();
        let services = services.filter_map(|item| item.to_choice(related_service));
        let domains = self.domains.iter().flatten();
        let domains = domains.filter_map(|item| item.to_choice(related_domain));
        Some(services.chain(domains).collect())
    }
}

impl ClaimedItem {
    fn to_choice(&self, related: fn(u32) -> Option<Related>) -> Option<RelatedChoice> {
        Some(RelatedChoice {
            related: related(self.id)?,
            name: self.name.clone(),
            status: self.status.clone(),
        })
    }
}

fn related_service(id: u32) -> Option<Related> {
    ServiceId::new(id).map(Related::Service)
}

fn related_domain(id: u32) -> Option<Related> {
    DomainId::new(id).map(Related::Domain)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrString {
    Integer(u32),
    String(String),
}

impl NumberOrString {
    fn parse<E: serde::de::Error>(self) -> Result<u32, E> {
        match self {
            Self::Integer(number) => Ok(number),
            Self::String(text) => text
                .parse()
                .map_err(|_| E::custom("an id must be a number")),
        }
    }
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let id = NumberOrString::deserialize(deserializer)?.parse::<D::Error>()?;
    if id == 0 {
        return Err(D::Error::custom("an id must be 1 or more"));
    }
    Ok(id)
}

/// Deserializes an optional id. 0 means no id, as in WHMCS.
fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let number = Option::<NumberOrString>::deserialize(deserializer)?;
    let id = number.map(NumberOrString::parse::<D::Error>).transpose()?;
    Ok(id.filter(|id| *id > 0))
}
