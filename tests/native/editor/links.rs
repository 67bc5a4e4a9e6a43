//! Links and pasted URLs.

use open_ticket::editor::{Command::Link, paste_url};

use super::selection_notation::{after_change, after_command, assert_toggles, is_on};

fn pasted(url: &str, notation: &str) -> Option<String> {
    after_change(notation, |selection| paste_url(url, selection))
}

#[test]
fn selected_text_becomes_a_link_with_its_destination_selected() {
    assert_eq!(
        after_command(Link, "see |the docs| now"),
        "see [the docs](|url|) now"
    );
    assert_eq!(
        after_command(Link, "see [the docs](|url|) now"),
        "see |the docs| now"
    );
    assert_eq!(after_command(Link, "a| b |c"), "a [b](|url|) c");
    assert_eq!(after_command(Link, "see wo|rd"), "see [word](|url|)");
}

#[test]
fn a_selected_url_becomes_a_link_with_the_caret_in_its_text() {
    assert_toggles(
        Link,
        "see |https://x.org/a_(b)|",
        "see [|](https://x.org/a_(b))",
    );
}

#[test]
fn an_address_in_angle_brackets_becomes_a_link_as_a_whole() {
    for notation in [
        "see <https://exa|mple.org/> now",
        "see <|https://example.org/|> now",
        "see <https://|example|.org/> now",
        "see |<https://example.org/>| now",
    ] {
        assert_eq!(
            after_command(Link, notation),
            "see [|](https://example.org/) now",
            "{notation}"
        );
    }
    assert_eq!(
        after_command(Link, "<ada@exam|ple.org>"),
        "[ada@example.org](|mailto:ada@example.org|)"
    );
    assert_eq!(pasted("https://x.org", "|<https://example.org/>|"), None);
}

#[test]
fn an_image_becomes_a_link_as_a_whole() {
    assert_eq!(
        pasted("https://x.org", "|![a](b)|").as_deref(),
        Some("[![a](b)](https://x.org)|")
    );
    assert_eq!(after_command(Link, "![a| b| c](d)"), "[![a b c](d)](|url|)");
}

#[test]
fn unbalanced_brackets_are_escaped_in_a_link_text() {
    assert_toggles(Link, "see |a[0] now|", "see [a[0] now](|url|)");
    assert_toggles(Link, "see |list] now|", "see [list\\] now](|url|)");
    assert_toggles(Link, "see |][ now|", "see [\\]\\[ now](|url|)");
    assert_eq!(
        pasted("https://x.org", "|[a|").as_deref(),
        Some("[\\[a](https://x.org)|")
    );
}

#[test]
fn escaped_brackets_stay_escaped_where_they_would_be_syntax() {
    assert_toggles(Link, "|a[\nb]|", "[|a\\[](url)\n[b\\]|](url)");
    assert_eq!(after_command(Link, "see |a\\[b]|"), "see [a\\[b\\]](|url|)");
    // Without the backslash, it would be a link.
    assert_eq!(after_command(Link, "[|\\[a](url)](b)"), "|\\[a|](b)");
}

#[test]
fn a_link_without_a_selection_has_the_caret_in_its_text() {
    assert_toggles(Link, "a | b", "a [|](url) b");
}

#[test]
fn the_link_command_within_a_link_removes_it() {
    for notation in [
        "a [b| c](https://x.org) d",
        "a [b c](https://x|.org) d",
        "a [|b c|](https://x.org) d",
        "a |[b c](https://x.org)| d",
    ] {
        assert!(is_on(Link, notation), "{notation}");
        assert_eq!(after_command(Link, notation), "a |b c| d");
    }
    for notation in [
        "a |[b](c) d",
        "a [b](c)| d",
        "a| [b](c)",
        "[a](b) |c| [d](e)",
    ] {
        assert!(!is_on(Link, notation), "{notation}");
    }
}

#[test]
fn a_url_pasted_on_a_selection_makes_a_link() {
    let url = "https://x.org/a?b=c#d";
    assert_eq!(
        pasted(url, "see |the docs| now").unwrap(),
        "see [the docs](https://x.org/a?b=c#d)| now"
    );
    assert_eq!(
        pasted(" mailto:a@b.org\n", "|me|").unwrap(),
        "[me](mailto:a@b.org)|"
    );
    assert_eq!(
        pasted("HTTP://x.org", "a| b |c").unwrap(),
        "a [b](HTTP://x.org)| c"
    );
}

#[test]
fn characters_that_would_end_the_destination_early_are_encoded() {
    assert_eq!(
        pasted("https://x.org/a)b", "|c|").unwrap(),
        "[c](https://x.org/a%29b)|"
    );
    assert_eq!(
        pasted("https://x.org/a_(b)", "|c|").unwrap(),
        "[c](https://x.org/a_(b))|"
    );
}

#[test]
fn a_url_is_pasted_as_text_where_a_link_would_be_wrong() {
    let url = "https://x.org";
    for notation in [
        "a | b",
        "|   |",
        "|https://y.org|",
        "`|a|`",
        "```\n|a|\n```",
        "[a](|url|)",
        "[|a|](url)",
        "|a\n\nb|",
    ] {
        assert_eq!(pasted(url, notation), None, "{notation}");
    }
    for invalid_url in [
        "",
        "x.org",
        "https://",
        "https://a b",
        "javascript:alert(1)",
        "https://a\nb",
    ] {
        assert_eq!(pasted(invalid_url, "|a|"), None, "{invalid_url}");
    }
}

#[test]
fn block_markers_stay_outside_of_links() {
    let url = "https://x.org";
    for (before, after) in [
        ("|- the docs|", "- [the docs](https://x.org)|"),
        ("|> 1. the docs|", "> 1. [the docs](https://x.org)|"),
        ("|## Heading|", "## [Heading](https://x.org)|"),
        ("a |*b c| d*", "a *[b c](https://x.org)| d*"),
        ("|a *b| c*", "[a *b c*](https://x.org)|"),
        ("wow!|a|", "[wow!a](https://x.org)|"),
    ] {
        assert_eq!(pasted(url, before).as_deref(), Some(after));
    }
    for notation in ["|- a\n- b|", "|a\nb|", "|## a\n\nb|", "|[a](b) c|"] {
        assert_eq!(pasted(url, notation), None);
    }
    assert_eq!(after_command(Link, "|- the docs|"), "- [the docs](|url|)");
    assert_eq!(after_command(Link, "|## a|"), "## [a](|url|)");
    assert_eq!(after_command(Link, "|- the docs"), "- [the](|url|) docs");
    assert_toggles(Link, "|- a\n- b|", "|- [a](url)\n- [b](url)|");
}

#[test]
fn a_bare_address_at_the_caret_becomes_a_link_as_a_whole() {
    assert_eq!(
        after_command(Link, "see https://exa|mple.com/a now"),
        "see [|](https://example.com/a) now"
    );
    assert_eq!(
        after_command(Link, "see https://|example|.com/a now"),
        "see [|](https://example.com/a) now"
    );
    assert_eq!(
        after_command(Link, "see www.exa|mple.com."),
        "see [www.example.com](|http://www.example.com|)."
    );
    assert_eq!(
        after_command(Link, "ask a|@b.org"),
        "ask [a@b.org](|mailto:a@b.org|)"
    );
    for notation in [
        "see https://exa|mple.com/a now",
        "see www.exa|mple.com.",
        "ask a|@b.org",
    ] {
        let on = after_command(Link, notation);
        let off = after_command(Link, &on);
        assert_eq!(off.replace('|', ""), notation.replace('|', ""));
    }
}

#[test]
fn the_link_command_changes_nothing_where_markdown_allows_no_link() {
    for notation in ["```\n|a|\n```", "    a|", "|see [b](c)|"] {
        assert_eq!(after_command(Link, notation), notation);
    }
}
