//! Rendering of links and images.

use open_ticket::markdown::render::{LINK_REL, LINK_TARGET, SafeUrl, Tag};

use super::html_writer::{self, rendered};

fn safe_url(destination: &str) -> Option<String> {
    SafeUrl::parse(destination).map(|url| url.as_str().to_owned())
}

#[test]
fn four_schemes_are_allowed_in_any_case_and_stay_unchanged() {
    for url in [
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
        assert_eq!(safe_url(url).as_deref(), Some(url));
    }
}

#[test]
fn no_other_destination_is_a_safe_url() {
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
        assert_eq!(safe_url(destination), None, "{destination:?}");
    }
}

/// A browser drops leading control characters and spaces, and every tab and line break, before it
/// reads the scheme, so they must be removed before the check.
#[test]
fn control_characters_cannot_hide_a_scheme() {
    for destination in [
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
        assert_eq!(safe_url(destination), None, "{destination:?}");
    }
    assert_eq!(
        safe_url("\u{1} ht\ttps://exa\nmple.com/\u{7f} "),
        Some("https://example.com/".into())
    );
}

/// `https://bank.example@evil.example` shows one host and opens another.
#[test]
fn user_information_before_the_host_is_rejected() {
    for destination in [
        "https://bank.example@evil.example",
        "https://a:b@example.com",
        "https://@example.com",
        "https://bank.example\\@evil.example",
        "https://a b@example.com",
    ] {
        assert_eq!(safe_url(destination), None, "{destination:?}");
    }
    assert!(safe_url("https://example.com/@a").is_some());
    assert!(safe_url("https://example.com?a@b").is_some());
}

#[test]
fn forbidden_characters_are_percent_encoded() {
    assert_eq!(
        safe_url("https://example.com/ä b\\[\"<>`{|}^").as_deref(),
        Some("https://example.com/%C3%A4%20b%5C%5B%22%3C%3E%60%7B%7C%7D%5E")
    );
    assert_eq!(
        safe_url("https://münchen.example").as_deref(),
        Some("https://m%C3%BCnchen.example")
    );
    assert_eq!(
        safe_url("https://example.com/%41%").as_deref(),
        Some("https://example.com/%41%")
    );
}

#[test]
fn a_link_opens_a_new_tab_without_referrer_or_opener() {
    let url = SafeUrl::parse("https://example.com").expect("a safe URL");
    let tag = Tag::Link(url);
    let attributes: Vec<_> = tag.attributes();
    assert_eq!(LINK_REL, "noopener noreferrer nofollow ugc");
    assert_eq!(LINK_TARGET, "_blank");
    let expected = [
        ("href", "https://example.com"),
        ("rel", LINK_REL),
        ("target", LINK_TARGET),
    ];
    assert_eq!(
        attributes,
        expected.map(|(name, value)| (name, value.into()))
    );
}

#[test]
fn an_unsafe_link_is_reduced_to_its_formatted_text() {
    assert_eq!(
        rendered("[a **b** `c`](javascript:x)"),
        "<p>a <strong>b</strong> <code>c</code></p>"
    );
    assert_eq!(rendered("[a](/b \"c\")"), "<p>a</p>");
    assert_eq!(
        rendered("<ftp://example.com/>"),
        "<p>ftp://example.com/</p>"
    );
    assert_eq!(rendered("ftp://example.com/"), "<p>ftp://example.com/</p>");
    assert_eq!(rendered("[a][b]\n\n[b]: //c"), "<p>a</p>");
}

#[test]
fn entities_are_decoded_before_a_destination_is_checked() {
    assert_eq!(rendered("[a](java&#115;cript&colon;b)"), "<p>a</p>");
    assert_eq!(rendered("[a](java&Tab;script:b)"), "<p>a</p>");
    assert_eq!(
        rendered("[a](https&colon;//example.com?b&amp;c)"),
        "<p><a href=\"https://example.com?b&amp;c\">a</a></p>"
    );
}

/// A link without text is invisible and has no accessible name (WCAG 2.4.4).
#[test]
fn a_link_without_text_shows_its_url() {
    assert_eq!(
        rendered("[](https://example.com)"),
        "<p><a href=\"https://example.com\">https://example.com</a></p>"
    );
    assert_eq!(rendered("[](javascript:a)"), "<p>javascript:a</p>");
}

#[test]
fn a_url_or_email_address_in_angle_brackets_is_a_link() {
    assert_eq!(
        rendered("<a@example.com>"),
        "<p><a href=\"mailto:a@example.com\">a@example.com</a></p>"
    );
    assert_eq!(rendered("<tel:1>"), "<p><a href=\"tel:1\">tel:1</a></p>");
}

#[test]
fn an_image_becomes_a_link_with_its_alternative_text() {
    assert_eq!(
        rendered("![a *b* `c`](https://example.com/d.png \"e\")"),
        "<p><a href=\"https://example.com/d.png\">a b c</a></p>"
    );
    assert_eq!(
        rendered("![](https://example.com/d.png)"),
        "<p><a href=\"https://example.com/d.png\">https://example.com/d.png</a></p>"
    );
    assert_eq!(
        rendered("![a ![b](c) [d](e) f](https://example.com)"),
        "<p><a href=\"https://example.com\">a b d f</a></p>"
    );
}

#[test]
fn an_image_with_an_unsafe_url_is_reduced_to_its_text_or_url() {
    assert_eq!(rendered("![a](/b.png)"), "<p>a</p>");
    assert_eq!(
        rendered("![](data:image/png;base64,AA)"),
        "<p>data:image/png;base64,AA</p>"
    );
}

#[test]
fn links_never_nest() {
    for (source, html) in [
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
        assert_eq!(rendered(source), html);
    }
}

#[test]
fn an_image_named_like_an_attached_file_is_shown_as_that_file() {
    let html_of = |text| html_writer::full_html_with_files(text, &["a b.png", "log.txt", ""]);
    let file = |name| format!("<p dir=\"auto\"><span class=\"attached\">{name}</span></p>\n");
    for text in [
        "![c](log.txt)",
        "![c](./log.txt)",
        "![](/uploads/log.txt \"d\")",
        "![c](https://example.com/log.txt)",
        "![c](file:///C:\\log.txt)",
        "![c][e]\n\n[e]: log.txt",
    ] {
        assert_eq!(html_of(text), file("log.txt"), "{text}");
    }
    assert_eq!(html_of("![c](<a b.png>)"), file("a b.png"));
    assert_eq!(html_of("![c](a%20b.png)"), file("a b.png"));
    for text in [
        "![c](Log.txt)",
        "![c](xlog.txt)",
        "![c](log.txt/)",
        "![c]()",
        "![c](a%2)",
    ] {
        assert_eq!(html_of(text), "<p dir=\"auto\">c</p>\n", "{text}");
    }
    assert_eq!(html_of("[c](log.txt)"), "<p dir=\"auto\">c</p>\n");
}
