//! What a specification's HTML becomes by the differences that the crate names. The rewriting
//! sees the specification's HTML (and the example's source, to know raw HTML by), never the tree.

use std::collections::BTreeSet;

/// A difference on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Headings begin at the third level.
    Heading,
    /// A link's or image's title is dropped.
    Title,
    /// A link that is not allowed is its text.
    LinkRefused,
    /// A link without text shows its address.
    LinkWithoutText,
    /// An image is a link to it, or its text.
    Image,
    /// The language of a block of code is no plain word.
    Language,
    /// A bare address is a link.
    BareAddress,
    /// Raw HTML is shown as text.
    RawHtml,
}

/// The HTML by our rules, raw HTML and bare addresses aside, and the rules that changed it.
pub fn by_our_rules(html: &str, source: &str) -> (String, BTreeSet<Difference>) {
    let mut rewriting = Rewriting::default();
    for token in tokens(html) {
        if !token.starts_with('<') || is_raw(token, source) {
            rewriting.add(token);
        } else {
            rewriting.tag(token);
        }
    }
    (rewriting.out, rewriting.differences)
}

/// Whether there is raw HTML among the HTML of an example.
pub fn has_raw_html(html: &str, source: &str) -> bool {
    tokens(html).any(|token| token.starts_with('<') && is_raw(token, source))
}

/// What is left to compare where HTML is shown as text: no escapes, no paragraphs, one space for
/// any white space.
pub fn shown_as_text(html: &str) -> String {
    const ESCAPES: [(&str, &str); 4] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let mut text = html.to_owned();
    while let Some((escape, plain)) = ESCAPES.iter().find(|(escape, _)| text.contains(escape)) {
        text = text.replace(escape, plain);
    }
    let text = text.replace("<p>", " ").replace("</p>", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The HTML without the links whose text is their address.
pub fn without_bare_addresses(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, link)) = rest.split_once("<a href=\"")
        && let Some((address, after)) = link.split_once("\">")
        && let Some((text, after)) = after.split_once("</a>")
    {
        let bare = ["", "http://", "mailto:"]
            .iter()
            .any(|prefix| format!("{prefix}{text}") == address);
        out.push_str(before);
        if bare {
            out.push_str(text);
        } else {
            out.push_str(&format!("<a href=\"{address}\">{text}</a>"));
        }
        rest = after;
    }
    out + rest
}

/// Tags, and the texts between them.
fn tokens(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let end = match rest.strip_prefix('<') {
            _ if rest.is_empty() => return None,
            Some(tag) => 1 + tag.find('>').map_or(tag.len(), |end| end + 1),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// Raw HTML stands in the source as it stands in the HTML; a tag that was generated does not.
fn is_raw(tag: &str, source: &str) -> bool {
    source.contains(tag)
}

#[derive(Default)]
struct Rewriting {
    out: String,
    differences: BTreeSet<Difference>,
    /// The address of the link around here, and where its text begins.
    link: Option<Anchor>,
}

struct Anchor {
    address: String,
    kept: bool,
    text_start: usize,
}

impl Rewriting {
    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn differs(&mut self, difference: Difference) {
        self.differences.insert(difference);
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        if tag.starts_with("<a ") {
            self.link_start(tag);
        } else if tag == "</a>" {
            self.link_end();
        } else if tag.starts_with("<img ") {
            self.image(tag);
        } else if tag.starts_with("<code class=") {
            self.code(tag);
        } else if name.starts_with('h') && name.as_bytes()[1].is_ascii_digit() {
            self.heading(tag);
        } else {
            self.add(tag);
        }
    }

    fn heading(&mut self, tag: &str) {
        let levels = [
            ("h6", "h6"),
            ("h5", "h6"),
            ("h4", "h6"),
            ("h3", "h5"),
            ("h2", "h4"),
        ];
        let demoted = levels
            .iter()
            .chain(&[("h1", "h3")])
            .find(|(from, _)| tag.contains(from));
        let (from, to) = demoted.expect("a level");
        self.add(&tag.replace(from, to));
        self.differs(Difference::Heading);
    }

    fn link_start(&mut self, tag: &str) {
        let address = attribute(tag, "href").expect("an address");
        let kept = is_allowed(address);
        if attribute(tag, "title").is_some() {
            self.differs(Difference::Title);
        }
        if kept {
            self.add(&format!("<a href=\"{address}\">"));
        } else {
            self.differs(Difference::LinkRefused);
        }
        self.link = Some(Anchor {
            address: address.to_owned(),
            kept,
            text_start: self.out.len(),
        });
    }

    fn link_end(&mut self) {
        let link = self.link.take().expect("a link");
        if self.out.len() == link.text_start {
            self.add(&link.address);
            self.differs(Difference::LinkWithoutText);
        }
        if link.kept {
            self.add("</a>");
        }
    }

    fn image(&mut self, tag: &str) {
        let address = attribute(tag, "src").expect("an address");
        let alternative = attribute(tag, "alt").filter(|text| !text.is_empty());
        let shown = alternative.unwrap_or(address);
        if attribute(tag, "title").is_some() {
            self.differs(Difference::Title);
        }
        self.differs(Difference::Image);
        if self.link.is_none() && is_allowed(address) {
            self.add(&format!("<a href=\"{address}\">{shown}</a>"));
        } else {
            self.add(shown);
        }
    }

    fn code(&mut self, tag: &str) {
        let class = attribute(tag, "class").expect("a class");
        let plain = |c: char| c.is_ascii_alphanumeric() || "+#._-".contains(c);
        let language = class.strip_prefix("language-").expect("a language");
        if language.len() <= 32 && language.chars().all(plain) {
            self.add(tag);
        } else {
            self.add("<code>");
            self.differs(Difference::Language);
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split_once('"')?.0)
}

fn is_allowed(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme) && address.len() > scheme.len())
}

/// A check of the check: a difference that was not named would be seen.
#[test]
fn the_rewriting_changes_only_what_it_names() {
    let html =
        "<h2>a <em>b</em></h2>\n<p><a href=\"/u\" title=\"t\">c</a> &lt;i&gt; <b>d</b></p>\n";
    let (rewritten, differences) = by_our_rules(html, "<b>d</b>");
    assert_eq!(
        rewritten,
        "<h4>a <em>b</em></h4>\n<p>c &lt;i&gt; <b>d</b></p>\n"
    );
    let named = [
        Difference::Heading,
        Difference::Title,
        Difference::LinkRefused,
    ];
    assert_eq!(differences, BTreeSet::from(named));
    assert!(has_raw_html(html, "<b>d</b>") && !has_raw_html(html, "`<i>`"));
    assert_eq!(shown_as_text("<p>&amp;lt;b&gt;</p>"), "<b>");
}
