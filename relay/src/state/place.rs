//! Where the state is kept: `--state FILE` or `--state redis://…`.

use redis::IntoConnectionInfo;
use std::fmt;
use std::path::PathBuf;

/// Where the state is kept. `Debug` and `Display` show no password.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A file of this relay alone.
    File(PathBuf),
    /// A Redis or Valkey that several relays share, as `redis://…` or `rediss://…` (with TLS).
    Redis(String),
}

/// This text names no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPlace {
    /// It is blank.
    #[error("--state is blank: name a file, or a Redis by redis://HOST:PORT")]
    Blank,
    /// It is an address of something else.
    #[error(
        "--state takes a file, redis://HOST:PORT or, with TLS, rediss://HOST:PORT, and not {0}:"
    )]
    Scheme(String),
    /// It is meant for Redis, and cannot be read. The text is left out: it may hold a password.
    #[error("--state: this address of a Redis cannot be read; it should be like {0}")]
    Address(&'static str),
}

/// What an address looks like when everything is said.
const EXAMPLE: &str = "rediss://USER:PASSWORD@HOST:6379/0";

impl Place {
    /// Reads what `--state` was given.
    ///
    /// # Errors
    /// [`InvalidPlace`], which says what would be right.
    pub fn parse(text: &str) -> Result<Self, InvalidPlace> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidPlace::Blank);
        }
        let Some(scheme) = scheme(text) else {
            return Ok(Self::File(PathBuf::from(text)));
        };
        match scheme.to_ascii_lowercase().as_str() {
            "redis" | "rediss" if text.into_connection_info().is_ok() => {
                Ok(Self::Redis(text.to_owned()))
            }
            "redis" | "rediss" => Err(InvalidPlace::Address(EXAMPLE)),
            other => Err(InvalidPlace::Scheme(other.to_owned())),
        }
    }
}

/// What stands before `://`, or before the `:` of a Redis whose slashes were forgotten.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_redis = ["redis", "rediss"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    (is_redis || rest.starts_with("//")).then_some(scheme)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Redis(url) => match url.as_str().into_connection_info() {
                Ok(info) => write!(f, "Redis at {}", info.addr()),
                Err(_) => f.write_str("Redis"),
            },
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
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
            assert_eq!(Place::parse(path), Ok(Place::File(path.into())));
        }
    }

    #[test]
    fn a_redis_is_named_with_and_without_tls() {
        for url in ["redis://127.0.0.1:6379", "rediss://u:p@cache.example/2"] {
            assert_eq!(Place::parse(url), Ok(Place::Redis(url.to_owned())));
        }
    }

    #[test]
    fn another_scheme_is_refused_with_what_would_be_right() {
        let error = Place::parse("postgres://u:hunter2@db/x").unwrap_err();
        assert_eq!(error, InvalidPlace::Scheme("postgres".to_owned()));
        assert!(error.to_string().contains("redis://HOST:PORT"));
        assert_eq!(Place::parse("  "), Err(InvalidPlace::Blank));
    }

    #[test]
    fn an_address_without_its_slashes_is_no_file() {
        for url in [
            "redis:hunter2@host:6379",
            "redis:/host",
            "REDIS:host",
            "redis://",
        ] {
            let error = Place::parse(url).unwrap_err();
            assert!(matches!(error, InvalidPlace::Address(_)), "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn a_password_does_not_show() {
        let place = Place::parse("redis://user:hunter2@cache.example:6379/1").unwrap();
        let shown = format!("{place} {place:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("cache.example:6379"), "{shown}");
    }
}
