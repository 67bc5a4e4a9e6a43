//! Which pages may ask.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The other origins whose pages may hold the form. The relay's own may always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

/// Whose page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// A page of the relay's own origin, or a program that is no page.
    Own,
    /// A page of another origin that is on the list.
    Listed,
    /// A page of any other origin.
    Stranger,
}

impl Origins {
    /// Takes origins as browsers write them: scheme, host, and a port that is not the usual one.
    ///
    /// # Errors
    /// The first text that is none.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        match texts.iter().find(|text| !is_origin(text)) {
            Some(wrong) => Err(wrong.clone()),
            None => Ok(Self(texts.to_vec())),
        }
    }

    /// All of them, for `Access-Control-Allow-Origin`.
    pub fn iter(&self) -> impl Iterator<Item = HeaderValue> + '_ {
        self.0.iter().filter_map(|origin| origin.parse().ok())
    }

    /// Whose page asks.
    ///
    /// Browsers that know `Sec-Fetch-Site` (Fetch Metadata) say so themselves; for the others
    /// `Origin` is held against `Host`. Who sends neither is no page (OWASP, Cross-Site Request
    /// Forgery Prevention Cheat Sheet).
    #[must_use]
    pub fn asker(&self, headers: &HeaderMap) -> Asker {
        let site = headers.get(SEC_FETCH_SITE).map(text);
        let origin = headers.get(header::ORIGIN).map(text);
        match (site, origin) {
            (Some("same-origin" | "none"), _) | (None, None) => Asker::Own,
            (_, Some(origin)) if self.0.iter().any(|listed| listed == origin) => Asker::Listed,
            (None, Some(origin)) if is_of_host(origin, headers) => Asker::Own,
            _ => Asker::Stranger,
        }
    }
}

/// A header that is no text is one that nobody has listed.
fn text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or_default()
}

fn is_of_host(origin: &str, headers: &HeaderMap) -> bool {
    let authority = origin.parse::<Uri>().ok();
    let authority = authority.and_then(|uri| uri.into_parts().authority);
    let host = headers.get(header::HOST).map(text);
    authority.is_some_and(|authority| host == Some(authority.as_str()))
}

fn is_origin(text: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(text) else {
        return false;
    };
    matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(pairs: &[(&'static str, &'static str)]) -> Asker {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        let listed = ["https://clients.example".to_owned()];
        Origins::parse(&listed).unwrap().asker(&headers.collect())
    }

    #[test]
    fn a_page_of_this_site_may_ask() {
        for headers in [
            [("host", "desk.example"), ("origin", "https://desk.example")],
            [
                ("host", "desk.example:8080"),
                ("origin", "http://desk.example:8080"),
            ],
            [("host", "inner"), ("sec-fetch-site", "same-origin")],
            [("host", "inner"), ("sec-fetch-site", "none")],
        ] {
            assert_eq!(asks(&headers), Asker::Own, "{headers:?}");
        }
    }

    #[test]
    fn a_page_of_a_listed_site_may_ask() {
        let origin = ("origin", "https://clients.example");
        for site in ["cross-site", "same-site"] {
            let headers = [("host", "desk.example"), origin, ("sec-fetch-site", site)];
            assert_eq!(asks(&headers), Asker::Listed, "{site}");
        }
        assert_eq!(asks(&[("host", "desk.example"), origin]), Asker::Listed);
    }

    #[test]
    fn a_page_of_another_site_may_not() {
        for origin in [
            "https://evil.example",
            "https://desk.example.evil.example",
            "https://evildesk.example",
            "https://desk.example:444",
            "https://clients.example.evil.example",
            "http://clients.example",
            "https://clients.example:8443",
            "null",
            "",
        ] {
            let headers = [("host", "desk.example"), ("origin", origin)];
            assert_eq!(asks(&headers), Asker::Stranger, "{origin}");
        }
        for site in ["cross-site", "same-site", "nonsense"] {
            let headers = [("host", "desk.example"), ("sec-fetch-site", site)];
            assert_eq!(asks(&headers), Asker::Stranger, "{site}");
        }
    }

    #[test]
    fn a_program_may_ask() {
        assert_eq!(asks(&[("host", "desk.example")]), Asker::Own);
    }

    #[test]
    fn what_is_no_origin_is_not_listed() {
        for text in [
            "*",
            "null",
            "clients.example",
            "https://a.example/",
            "https://a.example/x",
            "ftp://a.example",
            "https://A.example",
            "https://a.example:443",
        ] {
            assert_eq!(Origins::parse(&[text.to_owned()]), Err(text.to_owned()));
        }
    }
}
