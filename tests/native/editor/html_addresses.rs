//! Addresses in pasted HTML.

use open_ticket::editor::rich_text_to_markdown;

#[track_caller]
fn assert_markdown(html: &str, markdown: &str) {
    let converted = rich_text_to_markdown(html, "", |_| None);
    assert_eq!(converted.as_deref(), Some(markdown), "{html}");
}

#[test]
fn a_pipe_in_the_url_of_a_link_does_not_end_its_cell() {
    assert_markdown(
        "<table><tr><td><a href='https://x.org/a|b'>c|d</a><td>e<tr><td>f<td>g</table>",
        "| [c\\|d](https://x.org/a%7Cb) | e |\n| --- | --- |\n| f | g |",
    );
}

/// Delimiters within a bare address are a part of it.
#[test]
fn a_part_of_a_bare_address_has_no_style() {
    assert_markdown(
        "https://x.org/<i>name</i>/a <b>b</b>",
        "https://x.org/name/a **b**",
    );
    assert_markdown("<b>www.x.org/a</b>: b", "**www.x.org/a**: b");
}
