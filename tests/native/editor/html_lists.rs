//! Lists of pasted HTML: adjacent lists, lists within items, checkboxes.

use super::html_cases::{assert_all, markdown};

/// Markdown joins lists with the same markers.
#[test]
fn lists_that_follow_each_other_stay_apart() {
    assert_all(&[
        (
            "<ol><li>a<li>b</ol><ol><li>c</ol><ol><li>d</ol>",
            "1. a\n2. b\n\n1) c\n\n1. d",
        ),
        (
            "<ul><li>a</li></ul><p></p><ul><li>b<ul><li>c</ul></ul>",
            "- a\n\n* b\n  - c",
        ),
        ("<ul><li>a</ul><ol><li>b</ol>", "- a\n\n1. b"),
        ("<ol><li>a</ol><p>x</p><ol><li>b</ol>", "1. a\n\nx\n\n1. b"),
        (
            "<ul><li>a<ol><li>b</ol><ol><li>c</ol></ul>",
            "- a\n  1. b\n  1) c",
        ),
        (
            "<blockquote><ul><li>a</ul><div><ul><li>b</ul></div></blockquote>",
            "> - a\n>\n> * b",
        ),
    ]);
}

/// Without the blank line, the list would be text.
#[test]
fn a_nested_list_that_cannot_interrupt_a_paragraph_has_a_blank_line_above() {
    assert_all(&[
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"),
        ("<ul><li>a<ul><li><li>b</ul></ul>", "- a\n\n  -\n  - b"),
    ]);
}

/// Google Docs writes the box as an image.
#[test]
fn items_with_the_role_of_a_checkbox_are_tasks() {
    let item = |is_checked, text| {
        format!(
            "<li dir=ltr role=checkbox aria-checked={is_checked} aria-level=1>\
             <img src='data:image/png;base64,' width=18 alt=unchecked aria-roledescription=checkbox>\
             <p dir=ltr role=presentation><span style='font-weight:400'>{text}</span></p></li>"
        )
    };
    assert_eq!(
        markdown(&format!("<ul>{}{}</ul>", item(false, "a"), item(true, "b"))),
        "- [ ] a\n- [x] b"
    );
}
