//! Autolinks, by GFM's rules.

use proptest::prelude::*;

use super::html_writer;

/// Returns the text with each link as `[text](url)`, or as `[text]` if the text is the URL.
fn linked(source: &str) -> String {
    let html = html_writer::rendered(source);
    let html = html
        .trim_end()
        .trim_start_matches("<p>")
        .trim_end_matches("</p>");
    let mut out = String::new();
    for part in html.split("</a>") {
        let (before, link) = part.split_once("<a href=\"").unwrap_or((part, ""));
        out.push_str(before);
        if let Some((url, text)) = link.split_once("\">") {
            let destination = if url == text {
                String::new()
            } else {
                format!("({url})")
            };
            out.push_str(&format!("[{text}]{destination}"));
        }
    }
    out
}

#[test]
fn a_url_ends_at_white_space_or_a_tag() {
    assert_eq!(
        linked("a https://example.com/b?c=d#e f"),
        "a [https://example.com/b?c=d#e] f"
    );
    assert_eq!(linked("HTTP://example.com"), "[HTTP://example.com]");
    assert_eq!(
        linked("http://localhost:8080/a"),
        "[http://localhost:8080/a]"
    );
    assert_eq!(
        linked("http://example.com<br>"),
        "[http://example.com]&lt;br&gt;"
    );
    assert_eq!(linked("http://a.com\u{a0}b"), "[http://a.com]\u{a0}b");
    assert_eq!(
        linked("http://a.com http://b.com"),
        "[http://a.com] [http://b.com]"
    );
    assert_eq!(linked("a\nhttp://a.com\nb"), "a\n[http://a.com]\nb");
}

#[test]
fn trailing_punctuation_is_not_part_of_a_url() {
    for end in [
        "?",
        "!",
        ".",
        ",",
        ":",
        "'",
        "\u{27}.",
        "...",
        ")",
        ".)",
        "&copyright;",
    ] {
        let shown = linked(&format!("http://example.com/a{end}"));
        assert!(shown.starts_with("[http://example.com/a]"), "{shown}");
    }
    assert_eq!(
        linked("(http://example.com/a_(b))"),
        "([http://example.com/a_(b)])"
    );
    assert_eq!(linked("http://example.com/a)b"), "[http://example.com/a)b]");
    assert_eq!(linked("http://a.com/&;"), "[http://a.com/&amp;];");
    assert_eq!(linked("http://a.com\u{1}b"), "[http://a.com]\u{1}b");
    assert_eq!(linked("http://example.com/;"), "[http://example.com/];");
    assert_eq!(
        linked("http://example.com/?a=b&c;"),
        "[http://example.com/?a=b]&amp;c;"
    );
}

/// The reference implementation does not link a URL in brackets.
#[test]
fn a_bracket_around_a_url_is_not_part_of_it() {
    assert_eq!(
        linked("[see https://example.com/a]."),
        "[see [https://example.com/a]]."
    );
    assert_eq!(
        linked("[[https://example.com/a]]"),
        "[[[https://example.com/a]]]"
    );
    assert_eq!(
        linked("https://example.com/a[1]"),
        "[https://example.com/a[1]](https://example.com/a%5B1%5D)"
    );
}

#[test]
fn a_url_needs_a_valid_domain() {
    for text in [
        "http://",
        "http:// a",
        "https://-",
        "http://.a",
        "http:/a",
        "ahttp://a.com",
        "://a",
    ] {
        assert_eq!(linked(text), text);
    }
    assert_eq!(linked("http://a_b.c"), "http://a_b.c");
    assert_eq!(linked("http://a_b.c.d"), "[http://a_b.c.d]");
}

#[test]
fn www_links_get_the_http_scheme() {
    assert_eq!(
        linked("www.example.com/a."),
        "[www.example.com/a](http://www.example.com/a)."
    );
    assert_eq!(
        linked("(www.example.com)"),
        "([www.example.com](http://www.example.com))"
    );
    for text in [
        "www.",
        "www",
        "www..a",
        "xwww.example.com",
        "/www.example.com",
        "www.a_b.c",
    ] {
        assert_eq!(linked(text), text);
    }
}

#[test]
fn email_addresses_get_the_mailto_scheme() {
    assert_eq!(
        linked("Ask a.b+c@mail.example.com."),
        "Ask [a.b+c@mail.example.com](mailto:a.b+c@mail.example.com)."
    );
    assert_eq!(linked("(a@b.c1)"), "([a@b.c1](mailto:a@b.c1))");
    assert_eq!(
        linked("a@b.c.@d.e"),
        "[a@b.c](mailto:a@b.c)[.@d.e](mailto:.@d.e)"
    );
    assert_eq!(linked("a@b.c@d.e"), "a@[b.c@d.e](mailto:b.c@d.e)");
    for text in [
        "a@b", "@b.c", "a@b.c-", "a@b.c_", "a@b..c", "a@.b", "a @b.c", "@",
    ] {
        assert_eq!(linked(text), text);
    }
}

/// The host after user information is neither a link nor an email address.
#[test]
fn a_url_with_user_information_stays_text() {
    for text in ["https://a:b@example.com/c", "www.bank.example@evil.example"] {
        assert_eq!(linked(text), text);
    }
}

#[test]
fn code_links_and_raw_html_get_no_autolinks() {
    assert_eq!(linked("`http://a.com`"), "<code>http://a.com</code>");
    assert_eq!(
        linked("    http://a.com"),
        "<pre><code>http://a.com</code></pre>"
    );
    assert_eq!(
        linked("[http://a.com](http://b.com)"),
        "[http://a.com](http://b.com)"
    );
    assert_eq!(linked("[http://a.com](/b)"), "http://a.com");
    assert_eq!(
        linked("a <b c=\"http://a.com\">"),
        "a &lt;b c=&quot;http://a.com&quot;&gt;"
    );
    assert_eq!(linked("<div>\nhttp://a.com"), "&lt;div&gt;\nhttp://a.com");
}

#[test]
fn an_autolink_may_span_several_parser_events() {
    assert_eq!(linked("http://a.com/b_c_d*e"), "[http://a.com/b_c_d*e]");
    assert_eq!(
        linked("http://a.com/?b=c&amp;d[e]!f"),
        "[http://a.com/?b=c&amp;d[e]!f](http://a.com/?b=c&amp;d%5Be%5D!f)"
    );
    assert_eq!(
        linked("a_b_c@example.com"),
        "[a_b_c@example.com](mailto:a_b_c@example.com)"
    );
    assert_eq!(
        linked("**http://a.com**"),
        "<strong>[http://a.com]</strong>"
    );
    assert_eq!(
        linked("*a*www.a.com"),
        "<em>a</em>[www.a.com](http://www.a.com)"
    );
    let table = linked("|a|\n|-|\n|www.a.com|");
    assert!(
        table.contains("<td>[www.a.com](http://www.a.com)</td>"),
        "{table}"
    );
    assert_eq!(linked("`a`www.a.com"), "<code>a</code>www.a.com");
}

/// The expected links are the output of cmark-gfm 0.29.0.gfm.6.
#[test]
fn a_bare_url_is_found_before_emphasis_and_code() {
    for (source, expected) in [
        (
            "https://docs.python.org/3/library/__main__.html",
            "[https://docs.python.org/3/library/__main__.html]",
        ),
        (
            "https://x.com/_next_/ and *https://x.com/*a* b",
            "[https://x.com/_next_/] and <em>[https://x.com/*a]</em> b",
        ),
        (
            "https://x.com/`a`b",
            "[https://x.com/`a`b](https://x.com/%60a%60b)",
        ),
        (
            "**https://a.com/x_y_z**",
            "<strong>[https://a.com/x_y_z]</strong>",
        ),
        (
            "**https://x.com/a**b**",
            "<strong>[https://x.com/a**b]</strong>",
        ),
        ("_https://x.com/_a_", "<em>[https://x.com/_a]</em>"),
        ("`https://a.com/b`c_d_", "<code>https://a.com/b</code>c_d_"),
        ("(https://x.com/__a__)", "([https://x.com/__a]__)"),
        (
            "www.a.com/_b_c *d*",
            "[www.a.com/_b_c](http://www.a.com/_b_c) <em>d</em>",
        ),
        (
            "https://x/~~y~~/z ~~a~~",
            "[https://x/~~y~~/z] <del>a</del>",
        ),
        (
            "[a https://b.com/_c_](https://d.com) https://e/~f~g",
            "[a https://b.com/<em>c</em>](https://d.com) [https://e/~f~g]",
        ),
        (
            "![https://a.com/_b_](https://c.com)",
            "[https://a.com/b](https://c.com)",
        ),
        (
            "<b c=\"https://a.com/_b_c\"> https://d.com/_e_f",
            "&lt;b c=&quot;https://a.com/_b_c&quot;&gt; [https://d.com/_e_f]",
        ),
        (
            "https://a/`b https://c/`d_e_f g",
            "[https://a/`b](https://a/%60b) [https://c/`d_e_f](https://c/%60d_e_f) g",
        ),
    ] {
        assert_eq!(linked(source), expected, "{source}");
    }
}

/// Pasted rich text has its delimiters escaped.
#[test]
fn an_escaped_delimiter_in_a_bare_url_is_that_character() {
    assert_eq!(linked(r"https://x.com/\_a\_b"), "[https://x.com/_a_b]");
    assert_eq!(linked(r"https://x.com/\*a_b_c"), "[https://x.com/*a_b_c]");
}

/// Chinese and Japanese have no space after a URL. The reference implementation links the rest of
/// the sentence; markdown-it's linkify ends the URL here too.
#[test]
fn a_url_ends_at_wide_punctuation_and_typographic_quotation_marks() {
    for (source, expected) in [
        (
            "见 https://example.com/status。谢谢",
            "见 [https://example.com/status]。谢谢",
        ),
        (
            "见https://example.com，谢谢",
            "见[https://example.com]，谢谢",
        ),
        (
            "「https://example.com/a」です",
            "「[https://example.com/a]」です",
        ),
        ("（https://example.com/a）", "（[https://example.com/a]）"),
        (
            "www.example.com、b",
            "[www.example.com](http://www.example.com)、b",
        ),
        ("“https://example.com/a” b", "“[https://example.com/a]” b"),
        ("«https://example.com/a» b", "«[https://example.com/a]» b"),
        ("‹https://example.com/a› b", "‹[https://example.com/a]› b"),
        (
            "https://例え.jp/パス？",
            "[https://例え.jp/パス](https://%E4%BE%8B%E3%81%88.jp/%E3%83%91%E3%82%B9)？",
        ),
    ] {
        let linked = linked(source);
        assert_eq!(linked, expected, "{source}");
    }
}

#[test]
fn the_punctuation_of_a_sentence_in_any_script_is_not_part_of_a_url() {
    for mark in "։؟،؛۔।॥།၊။፡።៖។᠂᠃׃܀".chars() {
        let source = format!("https://example.com/a{mark} b");
        let expected = format!("[https://example.com/a]{mark} b");
        assert_eq!(linked(&source), expected);
        let source = format!("https://example.com/a{mark}b/");
        let html = html_writer::rendered(&source);
        assert!(html.contains(&format!(">{source}</a>")), "{html}");
    }
}

proptest! {
    /// No delimiter ends a bare URL, and none outside of it is lost.
    #[test]
    fn a_bare_url_in_plain_text_is_a_link_as_a_whole(
        path in "[a-z_*~/]{0,12}[a-z]",
        before in "([a-z]{1,4} ){0,3}",
        after in "( [a-z]{1,4}){0,3}",
    ) {
        let url = format!("https://example.com/{path}");
        let expected = format!("{before}[{url}]{after}");
        prop_assert_eq!(linked(&format!("{before}{url}{after}")), expected.trim_start());
    }

    /// Delimiters are replaced with control characters while text is parsed.
    #[test]
    fn no_text_around_a_bare_url_contains_a_replaced_character(
        pieces in prop::collection::vec(prop::sample::select(&[
            "https://a.b/", "www.a.b/", "c", "_", "*", "`", "``", "~", "~~", " ", "\n", "[", "](", ")", "<i d=\"", "\">", "\\", "|", "- ", "    ", "```\n",
        ][..]), 0..24),
    ) {
        let text = pieces.concat();
        let document = html_writer::parse(&text);
        let written = html_writer::reference_html(&document, html_writer::RawHtml::Verbatim);
        prop_assert!(!written.contains(|c: char| c.is_control() && c != '\n'), "{:?}", written);
    }
}
