//! Location of the state store: `--state FILE` or `--state redis://…`.

use redis::IntoConnectionInfo;
use std::fmt;
use std::path::PathBuf;

/// Location of the state store. `Debug` and `Display` omit passwords.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreLocation {
    /// SQLite file, used by one relay.
    SqliteFile(PathBuf),
    /// URL of a Redis or Valkey server shared by several relays: `redis://…`, or `rediss://…` with
    /// TLS.
    Redis(String),
}

/// Reason why a string is not the location of a state store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStoreLocation {
    /// The text is blank.
    #[error("--state is blank: pass a file, or redis://HOST:PORT")]
    Blank,
    /// The URL has another scheme.
    #[error(
        "--state: {0} URLs are not supported; pass a file, redis://HOST:PORT or, with TLS, rediss://HOST:PORT"
    )]
    Scheme(String),
    /// The URL of Redis cannot be parsed. The message omits it: it may contain a password.
    #[error("--state: cannot parse the Redis URL; expected format: {0}")]
    RedisUrl(&'static str),
}

/// Example of a complete URL.
const EXAMPLE: &str = "rediss://USER:PASSWORD@HOST:6379/0";

impl StoreLocation {
    /// Parses the value of `--state`.
    ///
    /// # Errors
    /// [`InvalidStoreLocation`], with the expected format.
    pub fn parse(text: &str) -> Result<Self, InvalidStoreLocation> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidStoreLocation::Blank);
        }
        let Some(scheme) = scheme(text) else {
            return Ok(Self::SqliteFile(PathBuf::from(text)));
        };
        match scheme.to_ascii_lowercase().as_str() {
            "redis" | "rediss" if text.into_connection_info().is_ok() => {
                Ok(Self::Redis(text.to_owned()))
            }
            "redis" | "rediss" => Err(InvalidStoreLocation::RedisUrl(EXAMPLE)),
            other => Err(InvalidStoreLocation::Scheme(other.to_owned())),
        }
    }
}

/// Returns the part before `://`, or before the `:` of a Redis URL without slashes.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_redis = ["redis", "rediss"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    (is_redis || rest.starts_with("//")).then_some(scheme)
}

impl fmt::Display for StoreLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(file) => write!(f, "{}", file.display()),
            Self::Redis(url) => match url.as_str().into_connection_info() {
                Ok(info) => write!(f, "Redis at {}", info.addr()),
                Err(_) => f.write_str("Redis"),
            },
        }
    }
}

impl fmt::Debug for StoreLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreLocation({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_file() {
        for path in [
            "open-ticket-state.db",
            "/var/lib/x/state.db",
            "C:\\state.db",
        ] {
            let file = StoreLocation::SqliteFile(path.into());
            assert_eq!(StoreLocation::parse(path), Ok(file));
        }
    }

    #[test]
    fn redis_urls_are_accepted_with_and_without_tls() {
        for url in ["redis://127.0.0.1:6379", "rediss://u:p@cache.example/2"] {
            let redis = StoreLocation::Redis(url.to_owned());
            assert_eq!(StoreLocation::parse(url), Ok(redis));
        }
    }

    #[test]
    fn another_scheme_is_rejected_with_the_expected_format() {
        let error = StoreLocation::parse("postgres://u:hunter2@db/x").unwrap_err();
        assert_eq!(error, InvalidStoreLocation::Scheme("postgres".to_owned()));
        assert!(error.to_string().contains("redis://HOST:PORT"));
        let blank = StoreLocation::parse("  ");
        assert_eq!(blank, Err(InvalidStoreLocation::Blank));
    }

    #[test]
    fn a_redis_url_without_slashes_is_not_a_file() {
        for url in [
            "redis:hunter2@host:6379",
            "redis:/host",
            "REDIS:host",
            "redis://",
        ] {
            let error = StoreLocation::parse(url).unwrap_err();
            assert!(matches!(error, InvalidStoreLocation::RedisUrl(_)), "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn debug_and_display_omit_the_password() {
        let url = "redis://user:hunter2@cache.example:6379/1";
        let location = StoreLocation::parse(url).unwrap();
        let output = format!("{location} {location:?}");
        assert!(!output.contains("hunter2"), "{output}");
        assert!(output.contains("cache.example:6379"), "{output}");
    }
}
