//! The signing key: verifies and issues tokens.

use super::identity::Identity;
use super::jwt_hmac;
use super::token_claims::{AUDIENCE, Claims};
use crate::api_error::ApiError;
use crate::secret::Secret;
use crate::unix_time;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};

/// Maximum lifetime of a token, in seconds.
pub const MAX_TOKEN_LIFETIME: u64 = 15 * 60;

/// Minimum length of a key, in bytes: that of the hash (RFC 7518, section 3.2).
pub const MIN_KEY_BYTES: usize = 32;

/// Maximum time by which the site's clock may be ahead of the relay's, in seconds.
const MAX_CLOCK_SKEW: u64 = 60;

/// Maximum length of a token, in bytes. A token with a hundred services is under 10 kB.
const MAX_TOKEN_BYTES: usize = 64 << 10;

/// Key that signs the tokens. `Debug` prints `Secret`.
#[derive(Clone)]
pub struct SigningKey {
    decoding: DecodingKey,
    encoding: EncodingKey,
}

impl SigningKey {
    /// Creates a key. Returns `None` if the key is shorter than [`MIN_KEY_BYTES`], because a short
    /// key can be guessed.
    #[must_use]
    pub fn new(key: &Secret) -> Option<Self> {
        let key = key.expose().as_bytes();
        (key.len() >= MIN_KEY_BYTES).then(|| Self::from_bytes(key))
    }

    /// Generates a random key, for the sandbox. Returns `None` if the operating system provides no
    /// randomness.
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut key = [0; MIN_KEY_BYTES];
        getrandom::fill(&mut key).ok()?;
        Some(Self::from_bytes(&key))
    }

    fn from_bytes(key: &[u8]) -> Self {
        jwt_hmac::install();
        Self {
            decoding: DecodingKey::from_secret(key),
            encoding: EncodingKey::from_secret(key),
        }
    }

    /// Issues a token for the demo page, as a site does. Returns `None` if the claims cannot be
    /// encoded.
    #[must_use]
    pub fn issue(&self, claims: &Claims) -> Option<String> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.encoding).ok()
    }

    /// Verifies a token.
    ///
    /// # Errors
    /// [`ApiError::TokenExpired`], or [`ApiError::TokenInvalid`] for every other reason: a more
    /// specific error would help to forge a token.
    pub fn verify(&self, token: &str) -> Result<Identity, ApiError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(ApiError::TokenInvalid);
        }
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &validation())
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => ApiError::TokenExpired,
                _ => ApiError::TokenInvalid,
            })?
            .claims;
        let lifetime = claims.exp.checked_sub(claims.iat);
        let is_from_the_future = claims.iat > unix_time::seconds().saturating_add(MAX_CLOCK_SKEW);
        match lifetime {
            Some(1..=MAX_TOKEN_LIFETIME) if !is_from_the_future => {
                Identity::from_claims(&claims).ok_or(ApiError::TokenInvalid)
            }
            _ => Err(ApiError::TokenInvalid),
        }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Requires the audience and an expiry time. Leeway would extend the lifetime of every token, so
/// there is none.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["aud", "exp"]);
    validation
}
