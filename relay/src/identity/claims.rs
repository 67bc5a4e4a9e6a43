//! What a token says.

use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{DomainId, Related, ServiceId};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Whom a token is for.
pub const AUDIENCE: &str = "open-ticket";

/// The claims of a token, as a site writes them. Others are ignored.
///
/// Ids may be numbers or texts: what PHP reads from its session is a text.
#[derive(Clone, Serialize, Deserialize)]
pub struct Claims {
    /// [`AUDIENCE`].
    pub aud: String,
    /// When it was made, in seconds since 1970.
    pub iat: u64,
    /// When it ends, in seconds since 1970.
    pub exp: u64,
    /// The client's id.
    #[serde(deserialize_with = "id")]
    pub client: u32,
    /// The id of the client's user who is signed in.
    #[serde(default, deserialize_with = "optional_id")]
    pub user: Option<u32>,
    /// The id of the client's contact who is signed in.
    #[serde(default, deserialize_with = "optional_id")]
    pub contact: Option<u32>,
    /// What to call them.
    pub name: Option<String>,
    /// Where the answer goes.
    pub email: Option<String>,
    /// The client's services; left out, WHMCS is asked.
    pub services: Option<Vec<Owned>>,
    /// The client's domains; left out, WHMCS is asked.
    pub domains: Option<Vec<Owned>>,
}

/// A service or domain of the client's.
#[derive(Clone, Serialize, Deserialize)]
pub struct Owned {
    #[serde(deserialize_with = "id")]
    id: u32,
    name: String,
    #[serde(default)]
    status: String,
}

impl Claims {
    /// The services and domains that it names; none if it names neither, so that WHMCS is asked.
    /// An id of 0 is none, and is left out.
    #[must_use]
    pub fn related(&self) -> Option<Vec<RelatedChoice>> {
        if self.services.is_none() && self.domains.is_none() {
            return None;
        }
        let services = self.services.iter().flatten();
        let services = services.filter_map(|one| one.choice(service));
        let domains = self.domains.iter().flatten();
        let domains = domains.filter_map(|one| one.choice(domain));
        Some(services.chain(domains).collect())
    }
}

impl Owned {
    fn choice(&self, related: fn(u32) -> Option<Related>) -> Option<RelatedChoice> {
        Some(RelatedChoice {
            related: related(self.id)?,
            name: self.name.clone(),
            status: self.status.clone(),
        })
    }
}

fn service(id: u32) -> Option<Related> {
    ServiceId::new(id).map(Related::Service)
}

fn domain(id: u32) -> Option<Related> {
    DomainId::new(id).map(Related::Domain)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Whole(u32),
    Text(String),
}

impl Number {
    fn get<E: serde::de::Error>(self) -> Result<u32, E> {
        match self {
            Self::Whole(number) => Ok(number),
            Self::Text(text) => text.parse().map_err(|_| E::custom("an id is a number")),
        }
    }
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let id = Number::deserialize(deserializer)?.get::<D::Error>()?;
    if id == 0 {
        return Err(D::Error::custom("an id is 1 or more"));
    }
    Ok(id)
}

/// Zero is none, as WHMCS has it.
fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let number = Option::<Number>::deserialize(deserializer)?;
    let id = number.map(Number::get::<D::Error>).transpose()?;
    Ok(id.filter(|id| *id > 0))
}
