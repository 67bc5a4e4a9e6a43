//! Collections of attacks: only allowed elements, attributes and URLs may be rendered.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{corpora, html_writer};

const ELEMENTS: &str = "p h3 h4 h5 h6 blockquote pre ul ol li input table thead tbody tr th td hr \
                        strong em del code a br";
const ATTRIBUTES: &str =
    "href rel target start type disabled checked scope data-align data-language dir";

/// The project's own attacks, which always run.
const OWN_ATTACKS: [&str; 24] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onmouseover=alert(1)>b</b>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](blob:https://example.com/x)",
    "[a](//evil.example)",
    "[a](\\\\\\\\evil.example)",
    "<javascript:alert(1)>",
    "[a]\n\n[a]: javascript:alert(1)",
    "![a](javascript:alert(1))",
    "![a](https://example.com/x.png\" onerror=\"alert(1))",
    "[a](https://example.com/\"onmouseover=\"alert(1))",
    "https://example.com/\"onmouseover=\"alert(1)",
    "# a {onclick=alert(1) #id .class}",
    "```\" onclick=\"alert(1)\nx\n```",
    "|a|\n|-|\n|<script>alert(1)</script>|",
];

#[test]
fn no_attack_becomes_markup() {
    let attacks = attacks();
    for attack in &attacks {
        let html = html_writer::full_html(attack);
        assert_eq!(
            violations(&html),
            Vec::<String>::new(),
            "{attack:?} became {html}"
        );
    }
}

/// Negative control: the check must find violations in the output of an unsafe
/// renderer.
#[test]
fn the_check_finds_violations_of_an_unsafe_renderer() {
    let attacks = attacks();
    let is_found = |attack: &&String| !violations(&unsafe_html(attack)).is_empty();
    let found = attacks.iter().filter(is_found).count();
    assert!(found * 3 > attacks.len(), "{found} of {}", attacks.len());
}

/// Returns the project's own attacks, the attacks of the collections, and each attack as the
/// destination of a link and an image.
fn attacks() -> Vec<String> {
    let mut attacks: Vec<String> = OWN_ATTACKS.map(str::to_owned).into();
    for (file, key) in [
        ("js-xss.json", "payload"),
        ("markdown-it-xss.json", "markdown"),
        ("micromark-dangerous-protocols.json", "markdown"),
        ("blns.json", ""),
    ] {
        let entries = corpora::collection(file).unwrap_or_default();
        attacks.extend(
            entries
                .iter()
                .map(|entry: &Value| corpora::text(entry, key).to_owned()),
        );
    }
    let as_destinations = |attack: &String| {
        [
            format!("[a]({attack})"),
            format!("[a](<{attack}>)"),
            format!("![{attack}]({attack} \"{attack}\")"),
            format!("<{attack}>"),
        ]
    };
    let destinations: Vec<String> = attacks.iter().flat_map(as_destinations).collect();
    attacks.extend(destinations);
    attacks
}

/// Returns every tag that is not allowed.
pub fn violations(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or(part);
        if !is_allowed_tag(tag) {
            found.push(tag.to_owned());
        }
    }
    found
}

fn is_allowed_tag(tag: &str) -> bool {
    if let Some(name) = tag.strip_prefix('/') {
        return ELEMENTS.split(' ').any(|element| element == name);
    }
    let tag = tag.strip_suffix(" /").unwrap_or(tag);
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else {
            return false;
        };
        let is_listed = ATTRIBUTES.split(' ').any(|listed| listed == attribute);
        if !is_listed || (attribute == "href" && !is_allowed_url(value)) {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty() && ELEMENTS.split(' ').any(|element| element == name)
}

/// Parses a URL as a browser does: leading spaces and control characters, and tabs and line breaks
/// anywhere, are ignored (WHATWG URL, 4.4).
fn is_allowed_url(value: &str) -> bool {
    let url = value.replace("&amp;", "&");
    let url: String = url
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !"\t\r\n".contains(*c))
        .collect();
    let scheme = url.split(':').next().unwrap_or_default().to_lowercase();
    url.contains(':') && ["http", "https", "mailto", "tel"].contains(&scheme.as_str())
}

/// Renders raw HTML and URLs verbatim, as an unsafe renderer does.
fn unsafe_html(source: &str) -> String {
    let mut html = String::new();
    for event in Parser::new_ext(source, Options::all()) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                html.push_str(&html_writer::escape_html(&text))
            }
            Event::Html(raw) | Event::InlineHtml(raw) => html.push_str(&raw),
            Event::Start(Tag::Link { dest_url, .. }) => {
                html.push_str(&format!("<a href=\"{dest_url}\">"));
            }
            Event::End(TagEnd::Link) => html.push_str("</a>"),
            Event::Start(Tag::Image { dest_url, .. }) => {
                html.push_str(&format!("<img src=\"{dest_url}\">"));
            }
            _ => {}
        }
    }
    html
}
