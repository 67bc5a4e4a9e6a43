//! The rendered preview of the message.

use super::stress_inputs::stress_inputs;
use super::support::{Page, dispatch, document, file, until, wait};
use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlTextAreaElement};

/// Size from which the preview of a message may be updated when typing pauses, in bytes.
const LONG_TEXT: usize = 1 << 14;
/// Time after which the preview of a long message is updated, in milliseconds.
const LONG_TEXT_DELAY: i32 = 400;

/// Mounts a form and types a message. Waits for the view side by side first: the form's width is measured
/// in the next frame, and a hidden preview is not rendered.
async fn page_with_preview(message: &str) -> Page {
    let page = Page::mount("/success").await;
    let side_by_side = "[role=tab][id$=both][aria-selected=true]";
    until("the view side by side", || page.find(side_by_side)).await;
    type_message(&page, message).await;
    page
}

/// Types a message and waits for the preview.
async fn type_message(page: &Page, message: &str) {
    page.fill("message", message);
    wait(0).await;
}

fn blocks(page: &Page) -> Element {
    page.find(".blocks").expect("the preview")
}

/// Returns the HTML of the preview.
fn html(page: &Page) -> String {
    blocks(page).inner_html()
}

/// Returns the message in the text area.
fn message(page: &Page) -> String {
    let area = page.find("#open-ticket-message").expect("the text area");
    area.unchecked_into::<HtmlTextAreaElement>().value()
}

/// Selects files as the browser's file picker does.
fn attach(page: &Page, names: &[&str]) {
    let files: Array = names.iter().map(|name| file(name, b"bytes")).collect();
    let select = Function::new_with_args(
        "input, files",
        "const selected = new DataTransfer();
         for (const file of files) selected.items.add(file);
         input.files = selected.files;",
    );
    let input = page.find("input[type=file]").expect("the file input");
    select.call2(&input, &input, &files).expect("files");
    dispatch(&input, "change");
}

#[wasm_bindgen_test]
async fn headings_lists_tables_tasks_and_code_are_rendered() {
    let page =
        page_with_preview("# a\n\n- [x] b\n\n|c|\n|:-:|\n|d|\n\n7. e\n\n```rust\nf\n```").await;
    assert_eq!(
        html(&page),
        "<h3 dir=\"auto\">a</h3>\
         <ul dir=\"auto\"><li><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Done\"> b</li></ul>\
         <table dir=\"auto\" tabindex=\"0\"><thead><tr><th scope=\"col\" data-align=\"center\">c</th></tr></thead>\
         <tbody><tr><td data-align=\"center\">d</td></tr></tbody></table>\
         <ol start=\"7\" dir=\"auto\"><li>e</li></ol>\
         <pre data-language=\"rust\" dir=\"auto\" tabindex=\"0\"><code>f\n</code></pre>"
    );
}

#[wasm_bindgen_test]
async fn raw_html_and_unsafe_links_are_shown_as_text() {
    let page =
        page_with_preview("<b onclick=\"x\">a</b> [c](javascript:d) [e](//f) <script>g</script>")
            .await;
    assert_eq!(
        html(&page),
        "<p dir=\"auto\">&lt;b onclick=\"x\"&gt;a&lt;/b&gt; c e &lt;script&gt;g&lt;/script&gt;</p>"
    );
}

#[wasm_bindgen_test]
async fn a_link_opens_a_new_tab_without_referrer_or_opener() {
    let page = page_with_preview("[a](https://example.com \"b\")").await;
    assert_eq!(
        html(&page),
        "<p dir=\"auto\"><a href=\"https://example.com\" rel=\"noopener noreferrer nofollow ugc\" \
         target=\"_blank\">a</a></p>"
    );
}

#[wasm_bindgen_test]
async fn an_image_named_like_an_attached_file_is_shown_as_that_file() {
    let page = page_with_preview("![shot](a.png)\n\ntext").await;
    let text = blocks(&page).last_element_child();
    assert_eq!(page.text(".blocks > :first-child"), "shot");
    attach(&page, &["a.png"]);
    let attached = until("the file", || page.find(".blocks .attached")).await;
    assert_eq!(attached.text_content().as_deref(), Some("a.png"));
    assert!(
        text.is_some_and(|text| text.is_same_node(blocks(&page).last_element_child().as_deref()))
    );
}

#[wasm_bindgen_test]
async fn a_keystroke_keeps_the_other_nodes() {
    let page = page_with_preview(
        "one\n\n- two\n- three\n\n[a] four\n\n```\nfive\n```\n\n[a]: https://example.com",
    )
    .await;
    let all = || blocks(&page).query_selector_all("*").expect("elements");
    let before = all();
    let edited = message(&page).replace("three", "threes");
    type_message(&page, &edited).await;
    assert_eq!(page.text(".blocks li:last-child"), "threes");
    assert_eq!(before.length(), 8);
    for index in 0..before.length() {
        let after = all().item(index);
        let is_kept = before
            .item(index)
            .is_some_and(|node| node.is_same_node(after.as_ref()));
        assert!(is_kept, "{index}");
    }
}

#[wasm_bindgen_test]
async fn an_updated_preview_equals_a_newly_rendered_one() {
    let (updated, new) = (page_with_preview("").await, page_with_preview("").await);
    let variants = [
        "a **b** c\n\n- d\n- e",
        "a **b** c `f` g\n\n- d\n- h\n- e",
        "a c\n\n1. d\n2. e",
        "a [b](https://example.com) c\n\n3. d",
        "# a\n\n- [ ] d\n- [x] e",
        "## a\n\n- [x] d\n- [x] e\n- f",
        "|a|b|\n|-|-|\n|c|d|",
        "|a|b|\n|-|:-:|\n|c|d|\n|e|f|",
        "```rust\nx\n```",
        "```\nx\ny\n```\n\n> z",
    ];
    let stress_inputs = stress_inputs(100).into_iter().map(|(_, text)| text);
    for text in variants.into_iter().map(str::to_owned).chain(stress_inputs) {
        type_message(&updated, &text).await;
        type_message(&new, "").await;
        type_message(&new, &text).await;
        if text.len() >= LONG_TEXT {
            wait(LONG_TEXT_DELAY).await;
        }
        assert_eq!(html(&updated), html(&new), "{text:?}");
    }
}

#[wasm_bindgen_test]
async fn a_keystroke_keeps_a_selection_in_another_block() {
    let page = page_with_preview("one\n\ntwo").await;
    let selection = Reflect::get(&document(), &"getSelection".into()).expect("a function");
    let selection = selection
        .unchecked_into::<Function>()
        .call0(&document())
        .expect("a selection");
    let select = Reflect::get(&selection, &"selectAllChildren".into()).expect("a function");
    let first = blocks(&page).first_element_child().expect("a block");
    select
        .unchecked_into::<Function>()
        .call1(&selection, &first)
        .expect("selected");
    type_message(&page, "one\n\ntwo and more").await;
    let anchor = Reflect::get(&selection, &"anchorNode".into()).expect("a node");
    let is_inside = anchor.dyn_into::<web_sys::Node>().is_ok_and(|node| {
        // A browser may report the shadow host as the anchor of a selection in its shadow tree.
        first.contains(Some(&node)) || page.host.contains(Some(&node))
    });
    assert!(is_inside && page.text(".blocks") == "onetwo and more");
}

/// The text area keeps the text, the preview stays below the node limit and renders the next
/// message.
#[wasm_bindgen_test]
async fn no_stress_input_crashes_the_page() {
    let page = page_with_preview("").await;
    let mut texts = stress_inputs(200);
    texts.extend([
        ("10,000 brackets".to_owned(), "[".repeat(10_000)),
        ("10,000 backticks".to_owned(), "`a".repeat(10_000)),
        ("5,000 quotes".to_owned(), ">".repeat(5_000) + "a"),
        ("5,000 bullets".to_owned(), "- ".repeat(5_000) + "a"),
        ("one line of 1 MB".to_owned(), "a".repeat(1 << 20)),
    ]);
    for (name, text) in texts {
        type_message(&page, &text).await;
        // A text area returns every line break as a line feed.
        assert_eq!(message(&page), text.replace('\r', "\n"), "{name}");
        let all = blocks(&page).get_elements_by_tag_name("*");
        assert!(all.length() <= 10_000, "{name}: {}", all.length());
        type_message(&page, "still **here**").await;
        assert_eq!(page.text(".blocks strong"), "here", "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_truncated_preview_shows_a_notice() {
    let page = page_with_preview(&"a\n\n".repeat(5_001)).await;
    assert!(page.text(".preview").contains("The preview stops here"));
    type_message(&page, "a").await;
    assert!(!page.text(".preview").contains("The preview stops here"));
}

/// UTF-8 takes one to four bytes for a character, and an unpaired surrogate has no encoding.
#[wasm_bindgen_test]
async fn a_message_of_any_characters_is_rendered_completely() {
    let page = page_with_preview("").await;
    let area = page.find("#open-ticket-message").unwrap();
    for character in ["a", "é", "漢", "🦀", "a漢"] {
        let message = character.repeat(1_000);
        type_message(&page, &message).await;
        until("the preview", || {
            (page.text(".blocks p") == message).then_some(())
        })
        .await;
    }
    let unpaired = JsString::from_char_code(&[0x61, 0xd83e, 0x6f22]);
    Reflect::set(&area, &"value".into(), &unpaired).unwrap();
    dispatch(&area, "input");
    until("the preview", || {
        (page.text(".blocks p") == "a\u{fffd}漢").then_some(())
    })
    .await;
}
