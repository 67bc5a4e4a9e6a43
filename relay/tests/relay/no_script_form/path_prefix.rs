//! The form without scripts under a path prefix: a site forwards `/support/ticket` to `/api/ticket`.

use crate::support::Relay;
use open_ticket_test_support::{HttpResponse, client};
use reqwest::Url;
use reqwest::blocking::multipart::Form;

const PREFIX: &str = "/support/ticket";
const API: &str = "/api/ticket";

/// A site that forwards only the prefix.
struct Site {
    relay: Relay,
}

impl Site {
    fn new() -> Self {
        Self {
            relay: Relay::with_sandbox(),
        }
    }

    /// Returns the relay's URL for a URL of the site, as its proxy does.
    fn upstream(&self, url: &Url) -> String {
        let path = url.path();
        let rest = path
            .strip_prefix(PREFIX)
            .unwrap_or_else(|| panic!("{url} is outside of the prefix"));
        let query = url
            .query()
            .map_or(String::new(), |query| format!("?{query}"));
        format!("{}{API}{rest}{query}", self.relay.base_url)
    }

    fn get(&self, url: &Url) -> HttpResponse {
        open_ticket_test_support::get(&self.upstream(url), &[])
    }

    fn post(&self, url: &Url, fields: &[(String, String)]) -> HttpResponse {
        let form = fields.iter().fold(Form::new(), |form, (name, value)| {
            form.text(name.clone(), value.clone())
        });
        let request = client()
            .post(self.upstream(url))
            .header("accept", "text/html");
        let response = request.multipart(form).send().unwrap();
        HttpResponse {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().unwrap().to_vec(),
        }
    }
}

fn url(path: &str) -> Url {
    Url::parse(&format!("https://www.example.com{PREFIX}{path}")).unwrap()
}

/// Returns the values of an attribute, resolved against the page's address.
fn resolved(page: &Url, html: &str, attribute: &str) -> Vec<Url> {
    let start = format!("{attribute}=\"");
    let values = html.split(&start).skip(1);
    values
        .filter_map(|rest| rest.split('"').next())
        .filter(|value| !value.starts_with(['#', '/']) || value.starts_with(API))
        .map(|value| page.join(&value.replace("&amp;", "&")).unwrap())
        .collect()
}

/// Returns the fields of the form in a page, with the values of a complete ticket.
fn fields(html: &str, subject: &str) -> Vec<(String, String)> {
    let key = html
        .split("name=\"idempotency_key\" value=\"")
        .nth(1)
        .unwrap();
    let key = key.split('"').next().unwrap();
    [
        ("idempotency_key", key),
        ("deptid", "1"),
        ("name", "Ada"),
        ("email", "ada@example.com"),
        ("priority", "Low"),
        ("subject", subject),
        ("message", "Hello"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

fn expect_links_within_the_prefix(site: &Site, page: &Url, html: &str) {
    let links = resolved(page, html, "href");
    assert!(links.len() >= 2, "style sheet and icon: {html}");
    for link in links {
        assert_eq!(site.get(&link).status, 200, "{page}: {link}");
    }
}

#[test]
fn every_page_of_the_form_works_under_a_prefix() {
    let site = Site::new();
    let list = url("/form");
    expect_links_within_the_prefix(&site, &list, &site.get(&list).text());

    let page = url("/form?department=1");
    let html = site.get(&page).text();
    expect_links_within_the_prefix(&site, &page, &html);
    let action = resolved(&page, &html, "action").remove(0);

    let rejected = site.post(&action, &fields(&html, ""));
    assert_eq!(rejected.status, 422);
    expect_links_within_the_prefix(&site, &action, &rejected.text());
    let action = resolved(&action, &rejected.text(), "action").remove(0);

    let opened = site.post(&action, &fields(&rejected.text(), "Question"));
    assert_eq!(opened.status, 303, "{}", opened.text());
    let outcome = action.join(opened.header("location")).unwrap();
    let confirmation = site.get(&outcome);
    assert!(confirmation.text().contains("Your ticket is open"));
    expect_links_within_the_prefix(&site, &outcome, &confirmation.text());
}

/// A site's own form posts to the endpoint itself.
#[test]
fn the_pages_after_a_site_s_own_form_work_under_a_prefix() {
    let site = Site::new();
    let html = site.get(&url("/form?department=1")).text();
    let endpoint = url("");
    let rejected = site.post(&endpoint, &fields(&html, ""));
    expect_links_within_the_prefix(&site, &endpoint, &rejected.text());
    let action = resolved(&endpoint, &rejected.text(), "action").remove(0);
    assert_eq!(action.path(), "/support/ticket/form");
    let opened = site.post(&endpoint, &fields(&html, "Question"));
    let outcome = endpoint.join(opened.header("location")).unwrap();
    assert!(site.get(&outcome).text().contains("Your ticket is open"));
}

#[test]
fn a_page_for_a_key_without_a_ticket_works_under_a_prefix() {
    let site = Site::new();
    let page = url("/3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f/page");
    let response = site.get(&page);
    assert_eq!(response.status, 404);
    expect_links_within_the_prefix(&site, &page, &response.text());
}
