//! Links, and URLs that are pasted.

use open_ticket::editor::{Command::Link, paste_url};

use crate::notation::{after, applied, changed, toggles};

fn pasted(url: &str, written: &str) -> Option<String> {
    changed(written, |at| paste_url(url, at))
}

#[test]
fn a_selected_text_becomes_a_link_whose_address_is_selected() {
    assert_eq!(
        after(Link, "see |the docs| now"),
        "see [the docs](|url|) now"
    );
    assert_eq!(
        after(Link, "see [the docs](|url|) now"),
        "see |the docs| now"
    );
    assert_eq!(after(Link, "a| b |c"), "a [b](|url|) c");
    assert_eq!(after(Link, "see wo|rd"), "see [word](|url|)");
}

#[test]
fn a_selected_url_becomes_a_link_whose_text_is_to_be_written() {
    toggles(
        Link,
        "see |https://x.org/a_(b)|",
        "see [|](https://x.org/a_(b))",
    );
}

#[test]
fn brackets_that_do_not_pair_up_are_escaped_in_a_link() {
    toggles(Link, "see |a[0] now|", "see [a[0] now](|url|)");
    toggles(Link, "see |list] now|", "see [list\\] now](|url|)");
    toggles(Link, "see |][ now|", "see [\\]\\[ now](|url|)");
    assert_eq!(
        pasted("https://x.org", "|[a|").as_deref(),
        Some("[\\[a](https://x.org)|")
    );
}

#[test]
fn with_nothing_selected_the_caret_waits_for_the_text() {
    toggles(Link, "a | b", "a [|](url) b");
}

#[test]
fn within_a_link_the_link_is_taken_away() {
    for written in [
        "a [b| c](https://x.org) d",
        "a [b c](https://x|.org) d",
        "a [|b c|](https://x.org) d",
        "a |[b c](https://x.org)| d",
    ] {
        assert!(applied(Link, written), "{written}");
        assert_eq!(after(Link, written), "a |b c| d");
    }
    for written in [
        "a |[b](c) d",
        "a [b](c)| d",
        "a| [b](c)",
        "[a](b) |c| [d](e)",
    ] {
        assert!(!applied(Link, written), "{written}");
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
fn what_would_end_the_address_early_is_encoded() {
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
fn a_url_is_pasted_plainly_where_a_link_would_be_wrong() {
    let url = "https://x.org";
    for written in [
        "a | b",
        "|   |",
        "|https://y.org|",
        "`|a|`",
        "```\n|a|\n```",
        "[a](|url|)",
        "[|a|](url)",
        "|a\n\nb|",
    ] {
        assert_eq!(pasted(url, written), None, "{written}");
    }
    for no_url in [
        "",
        "x.org",
        "https://",
        "https://a b",
        "javascript:alert(1)",
        "https://a\nb",
    ] {
        assert_eq!(pasted(no_url, "|a|"), None, "{no_url}");
    }
}
