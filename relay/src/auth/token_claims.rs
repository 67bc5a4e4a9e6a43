//! Claims of a token.

use super::claim_values::{Audience, Id, RawClaim, optional, required};
use super::token_refusal::TokenRefusal;
use super::token_times::check_times;
use open_ticket::rules::RelatedChoice;
use open_ticket::ticket::{DomainId, Related, ServiceId, is_blank};
use serde::{Deserialize, Serialize};

/// Required value of the `aud` claim.
pub const AUDIENCE: &str = "open-ticket";

const DATE: &str = "it must be a number of seconds since 1970";
const ID: &str = "it must be an id: a number or a string of digits";
const TEXT: &str = "it must be a string";
const ITEMS: &str = "it must be a list of objects with id, name and status";

/// Claims of a token, as the site issues them. Unknown claims are ignored.
#[derive(Clone, Serialize)]
pub struct Claims {
    /// Audience: [`AUDIENCE`].
    pub aud: String,
    /// Time of issue, in seconds since 1970.
    pub iat: u64,
    /// Expiry time, in seconds since 1970.
    pub exp: u64,
    /// Id of the client.
    pub client: u32,
    /// Id of the signed-in user of this client.
    pub user: Option<u32>,
    /// Id of the signed-in contact of this client.
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
#[derive(Clone, Serialize)]
pub struct ClaimedItem {
    id: u32,
    name: String,
    status: String,
}

/// Claims before they are parsed. A claim that is present twice is an error.
#[derive(Deserialize)]
struct RawClaims {
    aud: RawClaim,
    iat: RawClaim,
    exp: RawClaim,
    nbf: RawClaim,
    client: RawClaim,
    user: RawClaim,
    contact: RawClaim,
    name: RawClaim,
    email: RawClaim,
    services: RawClaim,
    domains: RawClaim,
}

#[derive(Deserialize)]
struct RawItem {
    id: Option<Id>,
    name: Option<String>,
    status: Option<String>,
}

impl Claims {
    /// Parses and validates the claims of a token whose signature is valid. `now` is in seconds
    /// since 1970.
    ///
    /// # Errors
    /// [`TokenRefusal`] for the first claim that is missing, malformed or out of range.
    pub(super) fn parse(json: &[u8], now: f64) -> Result<Self, TokenRefusal> {
        let raw: RawClaims = serde_json::from_slice(json).map_err(|_| {
            TokenRefusal::new(
                "claims",
                "they must be a JSON object without repeated names",
            )
        })?;
        let audience: Audience =
            required(raw.aud, "aud", "it must be a string or a list of strings")?;
        if !audience.includes(AUDIENCE) {
            return Err(TokenRefusal::new("aud", "it does not include open-ticket"));
        }
        // Numbers may have fractions and exponents (RFC 7519, section 2, NumericDate).
        let exp: f64 = required(raw.exp, "exp", DATE)?;
        let iat: f64 = required(raw.iat, "iat", DATE)?;
        let nbf: Option<f64> = optional(raw.nbf, "nbf", DATE)?;
        check_times(now, iat, exp, nbf)?;
        let client: Id = required(raw.client, "client", ID)?;
        if client.0 == 0 {
            return Err(TokenRefusal::new("client", "it must be 1 or more"));
        }
        let user: Option<Id> = optional(raw.user, "user", ID)?;
        let contact: Option<Id> = optional(raw.contact, "contact", ID)?;
        // 0 means no id, as in WHMCS.
        let id = |id: Option<Id>| id.map(|id| id.0).filter(|id| *id > 0);
        let (user, contact) = (id(user), id(contact));
        if user.is_some() && contact.is_some() {
            return Err(TokenRefusal::new("user", "the token has a contact, too"));
        }
        Ok(Self {
            aud: AUDIENCE.to_owned(),
            // Within the range of `u64`, because the difference from `now` is small.
            iat: iat as u64,
            exp: exp as u64,
            client: client.0,
            user,
            contact,
            name: optional(raw.name, "name", TEXT)?,
            email: optional(raw.email, "email", TEXT)?,
            services: items(raw.services, "services")?,
            domains: items(raw.domains, "domains")?,
        })
    }

    /// Returns the services and domains in the token. `None` if the token has neither claim.
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

/// Parses services or domains. An item without an id is ignored, and one without a name gets `#` and
/// its id as its name.
fn items(raw: RawClaim, claim: &'static str) -> Result<Option<Vec<ClaimedItem>>, TokenRefusal> {
    let items: Option<Vec<Option<RawItem>>> = optional(raw, claim, ITEMS)?;
    let to_item = |item: RawItem| {
        let id = item.id?.0;
        let name = item.name.filter(|name| !is_blank(name));
        (id > 0).then(|| ClaimedItem {
            id,
            name: name.unwrap_or_else(|| format!("#{id}")),
            status: item.status.unwrap_or_default(),
        })
    };
    Ok(items.map(|items| items.into_iter().flatten().filter_map(to_item).collect()))
}

fn related_service(id: u32) -> Option<Related> {
    ServiceId::new(id).map(Related::Service)
}

fn related_domain(id: u32) -> Option<Related> {
    DomainId::new(id).map(Related::Domain)
}
