//! Where a link may lead.

use open_ticket::markdown::drawing::{Link, REL, TARGET, Tag};

use super::writer::{self, drawn};

fn link(destination: &str) -> Option<String> {
    Link::parse(destination).map(|link| link.as_str().to_owned())
}

#[test]
fn four_schemes_are_allowed_in_any_case_and_kept_as_written() {
    for address in [
        "http://example.com",
        "https://example.com:8443/a?b=c&d#e",
        "HTTPS://EXAMPLE.com",
        "mailto:a@example.com?subject=b",
        "MAILTO:A@EXAMPLE.COM",
        "tel:+44-20-7946-0000",
        "https://[2001:db8::1]:80/x",
        "https://exa%6dple.com/%3E",
        "https://b%C3%BCcher.example",
    ] {
        assert_eq!(link(address).as_deref(), Some(address));
    }
}

#[test]
fn nothing_else_is_a_link() {
    for destination in [
        "",
        " ",
        ":",
        "#a",
        "?a",
        "/a",
        "a",
        "./a",
        "../a",
        "a:b",
        "//host",
        "///host",
        "https://example.com%3E",
        "https://example.com%",
        "https://example.com%00",
        "https://bank.example%40evil.example",
        "https://<b>.example.com",
        "https://a|b.example.com",
        "\\\\host",
        "/\\host",
        "\\/host",
        "http:",
        "http:/",
        "http://",
        "https:///host",
        "http:host",
        "http:/host",
        "http:\\\\host",
        "http://\\host",
        "http:/\\host",
        "http:// host",
        "ht tp://host",
        "http ://host",
        "mailto:",
        "mailto://a@b.c",
        "tel://1",
        "tel:",
        " tel: ",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "vbscript:a",
        "data:text/html,a",
        "file:///etc/passwd",
        "blob:https://host/a",
        "ftp://host",
        "view-source:https://host",
        "https:alert(1)",
        "javascript://host/%0aalert(1)",
        "feed:https://host",
    ] {
        assert_eq!(link(destination), None, "{destination:?}");
    }
}

/// A browser drops leading controls and blanks and every tab and line break before it looks for
/// the scheme, so what is judged must be without them.
#[test]
fn control_characters_hide_no_scheme() {
    for trick in [
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\rscript:alert(1)",
        "\u{1}javascript:alert(1)",
        " \u{1f}javascript:alert(1)",
        "java\0script:alert(1)",
        "javascript\t:alert(1)",
        "\u{a0}javascript:alert(1)",
        "java\u{85}script:alert(1)",
    ] {
        assert_eq!(link(trick), None, "{trick:?}");
    }
    assert_eq!(
        link("\u{1} ht\ttps://exa\nmple.com/\u{7f} "),
        Some("https://example.com/".into())
    );
}

/// `https://bank.example@evil.example` shows one host and leads to another.
#[test]
fn a_user_s_name_before_the_host_is_refused() {
    for trick in [
        "https://bank.example@evil.example",
        "https://a:b@example.com",
        "https://@example.com",
        "https://bank.example\\@evil.example",
        "https://a b@example.com",
    ] {
        assert_eq!(link(trick), None, "{trick:?}");
    }
    assert!(link("https://example.com/@a").is_some());
    assert!(link("https://example.com?a@b").is_some());
}

#[test]
fn what_may_not_stand_in_an_address_is_percent_encoded() {
    assert_eq!(
        link("https://example.com/ä b\\[\"<>`{|}^").as_deref(),
        Some("https://example.com/%C3%A4%20b%5C%5B%22%3C%3E%60%7B%7C%7D%5E")
    );
    assert_eq!(
        link("https://münchen.example").as_deref(),
        Some("https://m%C3%BCnchen.example")
    );
    assert_eq!(
        link("https://example.com/%41%").as_deref(),
        Some("https://example.com/%41%")
    );
}

#[test]
fn a_link_opens_a_new_page_that_learns_nothing() {
    let link = Link::parse("https://example.com").expect("a link");
    let tag = Tag::Link(link);
    let attributes: Vec<_> = tag.attributes();
    assert_eq!(REL, "noopener noreferrer nofollow ugc");
    assert_eq!(TARGET, "_blank");
    let wanted = [
        ("href", "https://example.com"),
        ("rel", REL),
        ("target", TARGET),
    ];
    assert_eq!(attributes, wanted.map(|(name, value)| (name, value.into())));
}

#[test]
fn a_refused_link_is_its_text_with_all_that_is_in_it() {
    assert_eq!(
        drawn("[a **b** `c`](javascript:x)"),
        "<p>a <strong>b</strong> <code>c</code></p>"
    );
    assert_eq!(drawn("[a](/b \"c\")"), "<p>a</p>");
    assert_eq!(drawn("<ftp://example.com/>"), "<p>ftp://example.com/</p>");
    assert_eq!(drawn("ftp://example.com/"), "<p>ftp://example.com/</p>");
    assert_eq!(drawn("[a][b]\n\n[b]: //c"), "<p>a</p>");
}

#[test]
fn entities_are_decoded_before_a_link_is_judged() {
    assert_eq!(drawn("[a](java&#115;cript&colon;b)"), "<p>a</p>");
    assert_eq!(drawn("[a](java&Tab;script:b)"), "<p>a</p>");
    assert_eq!(
        drawn("[a](https&colon;//example.com?b&amp;c)"),
        "<p><a href=\"https://example.com?b&amp;c\">a</a></p>"
    );
}

/// A link without text could neither be seen nor be heard (WCAG 2.4.4).
#[test]
fn a_link_without_text_shows_its_address() {
    assert_eq!(
        drawn("[](https://example.com)"),
        "<p><a href=\"https://example.com\">https://example.com</a></p>"
    );
    assert_eq!(drawn("[](javascript:a)"), "<p>javascript:a</p>");
}

#[test]
fn an_address_in_angle_brackets_is_a_link() {
    assert_eq!(
        drawn("<a@example.com>"),
        "<p><a href=\"mailto:a@example.com\">a@example.com</a></p>"
    );
    assert_eq!(drawn("<tel:1>"), "<p><a href=\"tel:1\">tel:1</a></p>");
}

#[test]
fn an_image_is_a_link_to_it_with_its_alternative_text() {
    assert_eq!(
        drawn("![a *b* `c`](https://example.com/d.png \"e\")"),
        "<p><a href=\"https://example.com/d.png\">a b c</a></p>"
    );
    assert_eq!(
        drawn("![](https://example.com/d.png)"),
        "<p><a href=\"https://example.com/d.png\">https://example.com/d.png</a></p>"
    );
    assert_eq!(
        drawn("![a ![b](c) [d](e) f](https://example.com)"),
        "<p><a href=\"https://example.com\">a b d f</a></p>"
    );
}

#[test]
fn an_image_from_elsewhere_is_its_text_or_its_address() {
    assert_eq!(drawn("![a](/b.png)"), "<p>a</p>");
    assert_eq!(
        drawn("![](data:image/png;base64,AA)"),
        "<p>data:image/png;base64,AA</p>"
    );
}

#[test]
fn no_link_stands_in_a_link() {
    for (source, drawn_as) in [
        (
            "[![a](https://e.com/b.png) https://e.com](https://e.com/c)",
            "<p><a href=\"https://e.com/c\">a https://e.com</a></p>",
        ),
        (
            "[a <https://b.com> c@d.com](https://e.com) https://f.com",
            "<p><a href=\"https://e.com\">a https://b.com c@d.com</a> \
             <a href=\"https://f.com\">https://f.com</a></p>",
        ),
        (
            "[![a <https://b.com>](https://c.com)](https://d.com)",
            "<p><a href=\"https://d.com\">a https://b.com</a></p>",
        ),
        ("[![a](https://e.com/b.png)](/c)", "<p>a</p>"),
        ("[a <https://b.com>](/c)", "<p>a https://b.com</p>"),
    ] {
        assert_eq!(drawn(source), drawn_as);
    }
}

#[test]
fn an_image_that_is_attached_is_shown_as_that_file() {
    let page = |text| writer::page_with(text, &["a b.png", "log.txt", ""]);
    let shown = |name| format!("<p dir=\"auto\"><span class=\"attached\">{name}</span></p>\n");
    for text in [
        "![c](log.txt)",
        "![c](./log.txt)",
        "![](/uploads/log.txt \"d\")",
        "![c](https://example.com/log.txt)",
        "![c](file:///C:\\log.txt)",
        "![c][e]\n\n[e]: log.txt",
    ] {
        assert_eq!(page(text), shown("log.txt"), "{text}");
    }
    assert_eq!(page("![c](<a b.png>)"), shown("a b.png"));
    assert_eq!(page("![c](a%20b.png)"), shown("a b.png"));
    for text in [
        "![c](Log.txt)",
        "![c](xlog.txt)",
        "![c](log.txt/)",
        "![c]()",
        "![c](a%2)",
    ] {
        assert_eq!(page(text), "<p dir=\"auto\">c</p>\n", "{text}");
    }
    assert_eq!(page("[c](log.txt)"), "<p dir=\"auto\">c</p>\n");
}
