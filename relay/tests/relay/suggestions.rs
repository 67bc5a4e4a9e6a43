//! The index of articles, and its sources.

use crate::support::{EXAMPLE_CONFIG, Relay, SourceServer};
use open_ticket::suggestions::Index;
use open_ticket_relay::config::Config;
use open_ticket_relay::suggestions::load;
use serde_json::{Value, json};
use std::io::Read;
use std::thread::sleep;
use std::time::Duration;
use tokio::runtime::Runtime;

const ARTICLES: &str =
    include_str!("../../../tests/native/fixtures/suggestions/knowledge-base.json");

/// The example configuration with articles from a path or URL.
fn config(articles: &str) -> String {
    let config = EXAMPLE_CONFIG.replace("articles = \"\"", &format!("articles = {articles:?}"));
    assert_ne!(config, EXAMPLE_CONFIG);
    config
}

fn articles(count: usize) -> String {
    let mut articles: Value = serde_json::from_str(ARTICLES).unwrap();
    articles.as_array_mut().unwrap().truncate(count);
    articles.to_string()
}

/// Requests the rules until they name an index.
fn index_path(relay: &Relay) -> String {
    for _ in 0..200 {
        if let Some(path) = relay.get("/api/ticket").json()["suggestions"].as_str() {
            return format!("/api/{path}");
        }
        sleep(Duration::from_millis(50));
    }
    panic!("the rules name no index");
}

#[test]
fn the_rules_name_the_index_of_a_file_of_articles() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), ARTICLES).unwrap();
    let relay = Relay::with_sandbox_and_config(&config(file.path().to_str().unwrap()));
    let path = index_path(&relay);
    let response = relay.get(&path);
    assert_eq!(response.status, 200);
    assert_eq!(
        response.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(
        response.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(response.header("vary"), "Accept-Encoding, Origin");
    assert_eq!(response.header("x-content-type-options"), "nosniff");
    let index = Index::decode(&response.text()).unwrap();
    let links = index.suggest("mailbox full", "I need more space, quota reached");
    assert_eq!(links[0].title, "Mailbox is full: increase the quota");
    let (path_alone, _) = path.split_once('?').unwrap();
    for other in [
        path_alone.to_owned(),
        format!("{path_alone}?v=0123456789abcdef"),
    ] {
        let response = relay.get(&other);
        assert_eq!(
            (response.status, response.header("cache-control")),
            (200, "no-cache")
        );
    }
    let tag = response.header("etag").to_owned();
    for known in [
        tag.clone(),
        tag.replace("W/", ""),
        format!("\"other\", {tag}"),
        "*".into(),
    ] {
        let response = relay.get_with(&path, &[("if-none-match", &known)]);
        assert_eq!(
            (response.status, response.header("etag")),
            (304, tag.as_str()),
            "{known}"
        );
    }
    assert_eq!(
        relay
            .get_with(&path, &[("if-none-match", "\"other\"")])
            .status,
        200
    );
}

#[test]
fn the_index_is_compressed_with_an_encoding_that_the_browser_accepts() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), ARTICLES).unwrap();
    let relay = Relay::with_sandbox_and_config(&config(file.path().to_str().unwrap()));
    let path = index_path(&relay);
    let plain = relay.get(&path);
    assert_eq!(plain.header("content-encoding"), "");
    for (accepted, expected) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", ""),
        ("br;q=0", ""),
    ] {
        let response = relay.get_with(&path, &[("accept-encoding", accepted)]);
        assert_eq!(response.header("content-encoding"), expected, "{accepted}");
        let mut content = Vec::new();
        match expected {
            "br" => {
                drop(brotli::Decompressor::new(&*response.bytes, 4096).read_to_end(&mut content))
            }
            "gzip" => {
                drop(flate2::read::GzDecoder::new(&*response.bytes).read_to_end(&mut content))
            }
            _ => content = response.bytes.clone(),
        }
        assert_eq!(content, plain.bytes, "{accepted}");
    }
}

#[test]
fn five_hundred_articles_take_at_most_60_kilobytes() {
    // The 300 articles, and 200 generated from sentences of several articles.
    let mut articles: Vec<Value> = serde_json::from_str(ARTICLES).unwrap();
    let text = |number: usize| articles[number]["text"].as_str().unwrap().to_owned();
    let sentences = |number: usize| -> Vec<String> {
        text(number)
            .split_inclusive(". ")
            .map(str::to_owned)
            .collect()
    };
    let mixed: Vec<Value> = (0..200)
        .map(|number| {
            let parts = [0, 1, 2, 3].map(|part| (number * 7 + part * 83) % 300);
            let text: String = parts
                .iter()
                .flat_map(|part| sentences(*part).into_iter().skip(number % 3).take(3))
                .collect();
            let title = |part: usize| articles[parts[part]]["title"].as_str().unwrap();
            json!({
                "title": format!("{}, {}", title(0), title(1).to_lowercase()),
                "url": format!("https://help.example.com/articles/mixed-article-{number}"),
                "text": text,
            })
        })
        .collect();
    articles.extend(mixed);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), json!(articles).to_string()).unwrap();
    let relay = Relay::with_sandbox_and_config(&config(file.path().to_str().unwrap()));
    let response = relay.get_with(&index_path(&relay), &[("accept-encoding", "br")]);
    println!("500 articles: {} bytes with brotli", response.bytes.len());
    assert!(response.bytes.len() <= 60_000, "{}", response.bytes.len());
}

#[test]
fn without_articles_the_rules_name_no_index() {
    let relay = Relay::with_sandbox();
    assert_eq!(relay.get("/api/ticket").json()["suggestions"], Value::Null);
    let response = relay.get("/api/ticket/suggestions.json");
    assert_eq!(
        (response.status, response.header("cache-control")),
        (404, "no-cache")
    );
}

/// Reads a source as a relay with this configuration does.
fn load_from(articles: &str) -> Result<(usize, usize), String> {
    let config = Config::parse(&config(articles)).unwrap();
    let source = config.suggestions.unwrap().articles;
    let loaded = Runtime::new().unwrap().block_on(load(&source));
    let loaded = loaded.map_err(|error| error.to_string())?;
    Ok((loaded.articles, loaded.left_out))
}

#[test]
fn a_url_is_read_with_limits_and_errors_contain_neither_url_nor_content() {
    let html = "<!doctype html><title>secret</title>";
    let not_articles = "the source is not a JSON array of articles, each with title, url and text";
    for (status, body, expected) in [
        (200, articles(5), Ok((5, 0))),
        (200, format!("\u{feff}{}", articles(5)), Ok((5, 0))),
        (200, "[]".to_owned(), Ok((0, 0))),
        (200, html.to_owned(), Err(not_articles.to_owned())),
        (
            200,
            r#"{"title": "secret"}"#.to_owned(),
            Err(not_articles.to_owned()),
        ),
        (
            200,
            r#"["secret", 3]"#.to_owned(),
            Err(not_articles.to_owned()),
        ),
        (200, "[".repeat(200_000), Err(not_articles.to_owned())),
        (
            500,
            articles(5),
            Err("the server responded with status 500".to_owned()),
        ),
        (
            200,
            " ".repeat(11 << 20),
            Err("the source is larger than 10485760 bytes".to_owned()),
        ),
    ] {
        let server = SourceServer::start(status, body);
        assert_eq!(load_from(&server.url()), expected);
    }
    let nothing = "the server cannot be reached".to_owned();
    assert_eq!(load_from("http://127.0.0.1:9/secret.json"), Err(nothing));
    let error = load_from("/does/not/exist.json").unwrap_err();
    assert!(error.starts_with("the file cannot be read: "), "{error}");
}

#[test]
fn a_source_that_hangs_delays_neither_the_rules_nor_the_ticket() {
    let server = SourceServer::hanging();
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    assert_eq!(relay.get("/api/ticket").json()["suggestions"], Value::Null);
}

#[test]
fn articles_that_cannot_be_linked_are_left_out() {
    let usable = json!({ "title": " Renew\n<b>a</b> domain &amp; more ", "url": "https://example.com/1", "text": "x" });
    let articles = json!([
        usable,
        { "title": "Script", "url": "javascript:alert(1)", "text": "x" },
        { "title": "Relative", "url": "/kb/1", "text": "x" },
        { "title": "Password", "url": "https://user:password@example.com/", "text": "x" },
        { "title": " ", "url": "https://example.com/2", "text": "x" },
        { "title": "\u{202e}\u{200b}", "url": "https://example.com/2", "text": "x" },
        { "title": "<b>&nbsp;&shy;</b>", "url": "https://example.com/2", "text": "x" },
        { "url": "https://example.com/3", "text": "x" },
        { "title": "No text", "url": "https://example.com/4" },
        "text",
        null,
    ]);
    let server = SourceServer::start(200, articles.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    let index = relay.get(&index_path(&relay)).json();
    let expected = json!([
        ["Renew a domain & more", "https://example.com/1"],
        ["No text", "https://example.com/4"],
    ]);
    assert_eq!(index["articles"], expected);
}

#[test]
fn html_and_markdown_are_reduced_to_words() {
    let text = "<style>.secret{}</style><script>hidden()</script><!-- comment --><p>Visible&nbsp;w&ouml;rds \
                if a &lt; b</p>\n[Label](https://target.example/path) https://bare.example/url **strong** \
                ![Picture](image.png) 5 < 6 and 7 > 2 <unclosed";
    let articles = json!([{ "title": "Title", "url": "https://example.com/1", "text": text }]);
    let server = SourceServer::start(200, articles.to_string());
    let relay = Relay::with_sandbox_and_config(&config(&server.url()));
    let index = relay.get(&index_path(&relay)).json();
    assert_eq!(
        index["terms"],
        "label pictur strong titl unclos visibl wörds"
    );
}

#[test]
fn wrong_values_are_refused_with_the_name_of_the_key() {
    for (articles, expected) in [
        ("ftp://example.com/a.json", "must begin with https://"),
        ("http://example.com/a.json", "must begin with https://"),
        (
            "https://user:secret@example.com/a.json",
            "must not contain a user or a password",
        ),
        ("https://", "must be a URL with a host, or a path"),
    ] {
        let error = Config::parse(&config(articles)).unwrap_err().to_string();
        assert_eq!(error, format!("suggestions.articles: {expected}"));
    }
    assert!(Config::parse(&config("https://example.com/a.json?key=1")).is_ok());
}
