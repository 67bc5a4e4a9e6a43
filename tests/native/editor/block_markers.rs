//! Commands and pasted text at the markers of items, quotes and headings.

use open_ticket::editor::{
    Command::{Bold, Code},
    paste_lines, paste_markdown,
};

use super::rendered_text::outline;
use super::selection_notation::{after_change, after_command, is_on};

/// Delimiters before the markers would turn the item, the quote or the heading into text.
#[test]
fn a_caret_in_block_markers_counts_as_one_after_them() {
    for (before, after) in [
        ("|- a b", "- **|a** b"),
        ("-| a", "- **|a**"),
        ("> |1. a", "> 1. **|a**"),
        ("- [| ] a", "- [ ] **|a**"),
        ("|## a", "## **|a**"),
        ("|> ", "> **|**"),
        // Not a marker in Markdown.
        ("a\n|2. b", "a\n**|2**. b"),
    ] {
        assert_eq!(after_command(Bold, before), after);
    }
    assert_eq!(after_command(Code, "|- a"), "- `|a`");
}

/// A button that is not pressed must not remove a format.
#[test]
fn a_command_that_removes_a_format_from_the_markers_of_its_line_is_applied_there() {
    for (command, text) in [
        (Code, "|- [ ] ~~~\nx"),
        (Code, "|- `a`"),
        (Bold, "> |1. **a**"),
    ] {
        assert!(is_on(command, text), "{text}");
    }
    assert!(!is_on(Bold, "|- a **b**"));
}

/// Regression test: select all of a list, and paste two paragraphs. The second one was indented.
#[test]
fn text_pasted_before_or_over_the_markers_of_a_line_is_outside_of_the_item_or_quote() {
    let two = "one **bold**\n\ntwo";
    let pasted = |notation| {
        after_change(notation, |selection| Some(paste_markdown(two, selection))).unwrap()
    };
    let lines = |notation| after_change(notation, |selection| paste_lines("x\ny\n", selection));
    for notation in ["|- a\n- b|", "|> a\n> b|", "|1. a|"] {
        assert_eq!(pasted(notation), "one **bold**\n\ntwo|");
        assert_eq!(lines(notation), None);
    }
    assert_eq!(lines("- a\n|- b"), None);
    for (before, after) in [
        ("|- a", "one **bold**\n\ntwo|\n\n- a"),
        ("- a\n|- b", "- a\n\none **bold**\n\ntwo|\n\n- b"),
        ("> |- a", "> one **bold**\n>\n> two|\n>\n> - a"),
    ] {
        assert_eq!(pasted(before), after);
    }
    assert_eq!(lines("> |- a").as_deref(), Some("> x\n> y\n> |- a"));
}

#[test]
fn blocks_pasted_into_an_empty_task_are_blocks() {
    for (markdown, tree) in [
        ("```\nx\n```", "ul(li(input() pre(code(x\n))))"),
        ("> q\n\nz", "ul(li(input() blockquote(p(q))p(z)))"),
        ("# h\n\nz", "ul(li(input() h3(h)p(z)))"),
        ("p\n\nq", "ul(li(p(input() p)p(q)))"),
    ] {
        for task in ["- [ ] |", "- [x] |"] {
            let pasted = after_change(task, |selection| Some(paste_markdown(markdown, selection)));
            assert_eq!(outline(&pasted.unwrap().replace('|', "")), tree);
        }
    }
}

#[test]
fn items_pasted_into_code_are_code() {
    for code in ["- ```\n  |\n  ```", "> ```\n> |\n> ```"] {
        let pasted = after_change(code, |selection| paste_lines("- x\n- y", selection)).unwrap();
        let outline = outline(&pasted.replace('|', ""));
        assert!(outline.contains("pre(code(- x\n- y\n))"), "{outline}");
    }
}
