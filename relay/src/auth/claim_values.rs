//! Values of claims, in every notation that RFC 7519 allows.

use super::token_refusal::TokenRefusal;
use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A claim as it was encoded. A null is an absent value.
pub type RawClaim = Option<Box<RawValue>>;

/// Parses an optional claim.
///
/// # Errors
/// [`TokenRefusal`] with the name of the claim and its requirement.
pub fn optional<T: DeserializeOwned>(
    claim: RawClaim,
    name: &'static str,
    must_be: &'static str,
) -> Result<Option<T>, TokenRefusal> {
    let Some(raw) = claim else { return Ok(None) };
    let value = serde_json::from_str(raw.get());
    value
        .map(Some)
        .map_err(|_| TokenRefusal::new(name, must_be))
}

/// Parses a required claim.
///
/// # Errors
/// [`TokenRefusal`], also if the claim is missing.
pub fn required<T: DeserializeOwned>(
    claim: RawClaim,
    name: &'static str,
    must_be: &'static str,
) -> Result<T, TokenRefusal> {
    optional(claim, name, must_be)?.ok_or(TokenRefusal::new(name, "it is missing"))
}

/// Audience: a string or a list of strings (RFC 7519, section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// A single audience.
    One(String),
    /// A list of audiences.
    Several(Vec<Option<String>>),
}

impl Audience {
    /// Returns `true` if the audience includes a service.
    pub fn includes(&self, service: &str) -> bool {
        match self {
            Self::One(one) => one == service,
            Self::Several(several) => several.iter().flatten().any(|one| one == service),
        }
    }
}

/// Id in WHMCS: a number, or a string, as PHP reads it from its session.
pub struct Id(pub u32);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an id")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Id, E> {
        let id = u32::try_from(number);
        id.map(Id)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    /// Accepts an id written with a fraction or an exponent, as some encoders write every number.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Id, E> {
        let is_id = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        if is_id {
            Ok(Id(number as u32))
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
        let id = text.trim().parse();
        id.map(Id)
            .map_err(|_| E::invalid_value(Unexpected::Str("text"), &self))
    }
}
