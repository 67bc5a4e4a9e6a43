//! Collections of attacks: nothing but allowed elements, attributes and addresses may come out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{corpora, writer};

const ELEMENTS: &str = "p h3 h4 h5 h6 blockquote pre ul ol li input table thead tbody tr th td hr \
                        strong em del code a br";
const ATTRIBUTES: &str =
    "href rel target start type disabled checked scope data-align data-language dir";

/// Attacks of our own, which are always tried.
const OWN: [&str; 24] = [
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
        let page = writer::page(attack);
        assert_eq!(
            violations(&page),
            Vec::<String>::new(),
            "{attack:?} became {page}"
        );
    }
}

/// The control: a check that sees nothing in what a careless renderer makes of the same attacks
/// would prove nothing.
#[test]
fn the_check_sees_what_a_careless_renderer_lets_through() {
    let attacks = attacks();
    let seen = |attack: &&String| !violations(&careless(attack)).is_empty();
    let found = attacks.iter().filter(seen).count();
    assert!(found * 3 > attacks.len(), "{found} of {}", attacks.len());
}

/// Our own attacks, those of the collections, and each as the address of a link and an image.
fn attacks() -> Vec<String> {
    let mut attacks: Vec<String> = OWN.map(str::to_owned).into();
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
    let as_addresses = |attack: &String| {
        [
            format!("[a]({attack})"),
            format!("[a](<{attack}>)"),
            format!("![{attack}]({attack} \"{attack}\")"),
            format!("<{attack}>"),
        ]
    };
    let more: Vec<String> = attacks.iter().flat_map(as_addresses).collect();
    attacks.extend(more);
    attacks
}

/// Everything in a page that is not text, an allowed element or an end of one.
pub fn violations(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in page.split('<').skip(1) {
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
        let known = ATTRIBUTES.split(' ').any(|known| known == attribute);
        if !known || (attribute == "href" && !is_allowed_address(value)) {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty() && ELEMENTS.split(' ').any(|element| element == name)
}

/// Reads an address as a browser does: blanks and controls at the beginning, and tabs and line
/// breaks anywhere, count for nothing (WHATWG URL, 4.4).
fn is_allowed_address(value: &str) -> bool {
    let address = value.replace("&amp;", "&");
    let address: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !"\t\r\n".contains(*c))
        .collect();
    let scheme = address.split(':').next().unwrap_or_default().to_lowercase();
    address.contains(':') && ["http", "https", "mailto", "tel"].contains(&scheme.as_str())
}

/// Raw HTML and addresses as they come.
fn careless(source: &str) -> String {
    let mut page = String::new();
    for event in Parser::new_ext(source, Options::all()) {
        match event {
            Event::Text(text) | Event::Code(text) => page.push_str(&writer::escaped(&text)),
            Event::Html(html) | Event::InlineHtml(html) => page.push_str(&html),
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.push_str(&format!("<a href=\"{dest_url}\">"));
            }
            Event::End(TagEnd::Link) => page.push_str("</a>"),
            Event::Start(Tag::Image { dest_url, .. }) => {
                page.push_str(&format!("<img src=\"{dest_url}\">"));
            }
            _ => {}
        }
    }
    page
}
