//! Pasted lists whose levels are attributes of their items.

use super::html_cases::{assert_all, markdown};

#[test]
fn a_list_of_slack_keeps_its_levels() {
    let list = |indent, text| {
        format!(
            "<ul data-stringify-type='unordered-list' class='p-rich_text_list' data-indent={indent} \
             data-border=0><li data-stringify-indent={indent} data-stringify-border=0>{text}</li></ul>"
        )
    };
    let lists = [list(0, "a"), list(1, "b"), list(2, "c"), list(0, "d")];
    assert_eq!(markdown(&lists.concat()), "- a\n  - b\n    - c\n- d");
}

#[test]
fn numbers_continue_after_a_nested_list() {
    let item = |name, indent, text| {
        format!("<{name}><li data-stringify-indent={indent}>{text}</li></{name}>")
    };
    assert_eq!(
        markdown(&[item("ol", 0, "a"), item("ul", 1, "b"), item("ol", 0, "c")].concat()),
        "1. a\n   - b\n2. c"
    );
}

#[test]
fn a_list_of_quill_keeps_its_levels() {
    assert_all(&[
        (
            "<ul><li>a</li><li class='ql-indent-1'>b</li><li class='ql-align-left ql-indent-2'>c</li>\
             <li>d</li></ul>",
            "- a\n  - b\n    - c\n- d",
        ),
        (
            "<ol><li data-list=bullet><span class=ql-ui></span>a</li>\
             <li data-list=ordered class=ql-indent-1>b</li>\
             <li data-list=ordered class=ql-indent-1>c</li><li data-list=bullet>d</li></ol>",
            "- a\n  1. b\n  2. c\n- d",
        ),
        (
            "<ol><li data-list=checked>a</li><li data-list=unchecked>b</li></ol>",
            "- [x] a\n- [ ] b",
        ),
    ]);
}

/// Word for the web writes a list for each item.
#[test]
fn a_list_of_word_for_the_web_keeps_its_levels() {
    let item = |name, start, level, text| {
        format!(
            "<div class='ListContainerWrapper SCXW1'><{name} start={start} role=list>\
             <li data-leveltext='o' role=listitem data-aria-posinset={start} data-aria-level={level} \
             aria-setsize=-1><p class=Paragraph><span class=TextRun>{text}</span></p></li>\
             </{name}></div>"
        )
    };
    let items = [
        item("ul", 1, 1, "a"),
        item("ul", 2, 1, "b"),
        item("ul", 1, 2, "c"),
        item("ul", 3, 1, "d"),
    ];
    assert_eq!(markdown(&items.concat()), "- a\n- b\n  - c\n- d");
    let items = [
        item("ol", 3, 1, "a"),
        item("ol", 4, 1, "b"),
        item("ol", 1, 2, "c"),
    ];
    assert_eq!(markdown(&items.join("\n")), "3. a\n4. b\n   1. c");
}

/// Google Docs has both.
#[test]
fn nesting_counts_where_there_is_some() {
    assert_all(&[
        (
            "<ul><li aria-level=1>a</li><ul><li aria-level=2>b</li></ul><li aria-level=1>c</li></ul>",
            "- a\n  - b\n- c",
        ),
        (
            "<ul><li data-stringify-indent=0>a<ul><li data-stringify-indent=1>b</ul></ul>",
            "- a\n  - b",
        ),
        (
            "<ol start=4><li aria-level=1>a<li aria-level=1>b</ol>",
            "4. a\n5. b",
        ),
        (
            "<ul><li aria-level=1>a</ul><p>x</p><ul><li aria-level=2>b</ul>",
            "- a\n\nx\n\n- b",
        ),
    ]);
}
