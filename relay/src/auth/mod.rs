//! Authentication of signed-in clients, by a token that the site issues: a JWT (RFC 7519) signed
//! with HMAC-SHA-256 and no other algorithm (RFC 8725, section 3.1; ASVS 5.0 V9.1.2).

mod bearer_token;
mod claim_values;
mod clock_skew;
mod identity;
mod jwt_hmac;
mod signing_key;
mod token_claims;
mod token_header;
mod token_refusal;
mod token_times;

pub use bearer_token::bearer_token;
pub use identity::Identity;
pub use signing_key::{MIN_KEY_BYTES, SigningKey};
pub use token_claims::{AUDIENCE, ClaimedItem, Claims};
pub use token_refusal::TokenRefusal;
pub use token_times::MAX_TOKEN_LIFETIME;
