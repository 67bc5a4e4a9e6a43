//! Origin checks of requests.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Other origins whose pages may use the API. The relay's own origin is always allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedOrigins(Vec<String>);

/// Origin of the page that sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestOrigin {
    /// The relay's own origin, or a client that is not a browser.
    SameOrigin,
    /// Another origin that is allowed.
    Allowed,
    /// Any other origin.
    Denied,
}

impl AllowedOrigins {
    /// Parses origins as browsers serialize them: scheme, host, and the port unless it is the
    /// default of the scheme.
    ///
    /// # Errors
    /// The first string that is not an origin.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        match texts.iter().find(|text| !is_origin(text)) {
            Some(invalid) => Err(invalid.clone()),
            None => Ok(Self(texts.to_vec())),
        }
    }

    /// Iterates over the origins, as values of `Access-Control-Allow-Origin`.
    pub fn iter(&self) -> impl Iterator<Item = HeaderValue> + '_ {
        self.0.iter().filter_map(|origin| origin.parse().ok())
    }

    /// Classifies the origin of a request.
    ///
    /// Browsers with Fetch Metadata send `Sec-Fetch-Site`; for older browsers, `Origin` is compared
    /// with `Host`. A request with neither header does not come from a page (OWASP, Cross-Site
    /// Request Forgery Prevention Cheat Sheet).
    #[must_use]
    pub fn classify(&self, headers: &HeaderMap) -> RequestOrigin {
        let site = headers.get(SEC_FETCH_SITE).map(header_text);
        let origin = headers.get(header::ORIGIN).map(header_text);
        match (site, origin) {
            (Some("same-origin" | "none"), _) | (None, None) => RequestOrigin::SameOrigin,
            (_, Some(origin)) if self.0.iter().any(|allowed| allowed == origin) => {
                RequestOrigin::Allowed
            }
            (None, Some(origin)) if matches_host(origin, headers) => RequestOrigin::SameOrigin,
            _ => RequestOrigin::Denied,
        }
    }
}

/// Returns the text of a header. Other bytes become the empty string, which matches no origin.
fn header_text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or_default()
}

fn matches_host(origin: &str, headers: &HeaderMap) -> bool {
    let authority = origin.parse::<Uri>().ok();
    let authority = authority.and_then(|uri| uri.into_parts().authority);
    let host = headers.get(header::HOST).map(header_text);
    authority.is_some_and(|authority| host == Some(authority.as_str()))
}

fn is_origin(text: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(text) else {
        return false;
    };
    // Browsers send no patterns: the entry would never match.
    let is_pattern = text.contains('*');
    matches!(url.scheme(), "http" | "https")
        && url.origin().ascii_serialization() == text
        && !is_pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classify(pairs: &[(&'static str, &'static str)]) -> RequestOrigin {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        let allowed = ["https://clients.example".to_owned()];
        AllowedOrigins::parse(&allowed)
            .unwrap()
            .classify(&headers.collect())
    }

    #[test]
    fn a_page_of_the_same_origin_is_accepted() {
        for headers in [
            [("host", "desk.example"), ("origin", "https://desk.example")],
            [
                ("host", "desk.example:8080"),
                ("origin", "http://desk.example:8080"),
            ],
            [("host", "inner"), ("sec-fetch-site", "same-origin")],
            [("host", "inner"), ("sec-fetch-site", "none")],
        ] {
            assert_eq!(classify(&headers), RequestOrigin::SameOrigin, "{headers:?}");
        }
    }

    #[test]
    fn a_page_of_an_allowed_origin_is_accepted() {
        let origin = ("origin", "https://clients.example");
        for site in ["cross-site", "same-site"] {
            let headers = [("host", "desk.example"), origin, ("sec-fetch-site", site)];
            assert_eq!(classify(&headers), RequestOrigin::Allowed, "{site}");
        }
        assert_eq!(
            classify(&[("host", "desk.example"), origin]),
            RequestOrigin::Allowed
        );
    }

    #[test]
    fn a_page_of_any_other_origin_is_denied() {
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
            assert_eq!(classify(&headers), RequestOrigin::Denied, "{origin}");
        }
        for site in ["cross-site", "same-site", "nonsense"] {
            let headers = [("host", "desk.example"), ("sec-fetch-site", site)];
            assert_eq!(classify(&headers), RequestOrigin::Denied, "{site}");
        }
    }

    #[test]
    fn a_client_that_is_not_a_browser_is_accepted() {
        assert_eq!(
            classify(&[("host", "desk.example")]),
            RequestOrigin::SameOrigin
        );
    }

    #[test]
    fn text_that_is_not_an_origin_is_rejected() {
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
            assert_eq!(
                AllowedOrigins::parse(&[text.to_owned()]),
                Err(text.to_owned())
            );
        }
    }
}
