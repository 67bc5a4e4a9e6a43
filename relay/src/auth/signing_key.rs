//! The signing key: verifies and issues tokens.

use super::identity::Identity;
use super::token_claims::Claims;
use super::token_refusal::TokenRefusal;
use super::{jwt_hmac, token_header};
use crate::secret::Secret;
use crate::unix_time;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, crypto};

/// Minimum length of a key, in bytes: the length of the hash (RFC 7518, section 3.2).
pub const MIN_KEY_BYTES: usize = 32;

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

    /// Verifies a token. Its claims are parsed only if the signature is valid.
    ///
    /// # Errors
    /// [`TokenRefusal`].
    pub fn verify(&self, token: &str) -> Result<Identity, TokenRefusal> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenRefusal::new("token", "it is longer than 64 KiB"));
        }
        let not_jws = TokenRefusal::new("token", "it is not three dot-separated base64url parts");
        let (message, signature) = token.rsplit_once('.').ok_or(not_jws)?;
        let (header, claims) = message.split_once('.').ok_or(not_jws)?;
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| not_jws);
        token_header::check(&decode(header)?)?;
        let algorithm = Algorithm::HS256;
        let is_signed = crypto::verify(signature, message.as_bytes(), &self.decoding, algorithm);
        if !is_signed.unwrap_or_default() {
            return Err(TokenRefusal::new(
                "signature",
                "it was not made with the signing key",
            ));
        }
        let claims = Claims::parse(&decode(claims)?, unix_time::millis() as f64 / 1_000.0)?;
        Identity::from_claims(&claims).ok_or(TokenRefusal::new("client", "it is not an id"))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}
