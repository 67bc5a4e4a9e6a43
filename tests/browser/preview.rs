//! The preview of the message, as a person meets it.

use super::hurting::hurting;
use super::support::{Page, document, file, raise, until, wait};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlTextAreaElement};

/// What a message shows. The browser measures the room for two panes with its next frame, and what
/// nobody sees is not drawn.
async fn preview(message: &str) -> Page {
    let page = Page::with_relay("/answers").await;
    until("both panes", || page.find(".panes.both")).await;
    show(&page, message).await;
    page
}

/// Types a message and waits until the view has followed.
async fn show(page: &Page, message: &str) {
    page.fill("message", message);
    wait(0).await;
}

fn blocks(page: &Page) -> Element {
    page.find(".blocks").expect("the pane")
}

/// What is in the pane.
fn html(page: &Page) -> String {
    blocks(page).inner_html()
}

/// A message as its field holds it.
fn message(page: &Page) -> String {
    let area = page.find("#open-ticket-message").expect("the field");
    area.unchecked_into::<HtmlTextAreaElement>().value()
}

/// Chooses files as the browser's own picker does.
fn attach(page: &Page, names: &[&str]) {
    let files: Array = names.iter().map(|name| file(name, b"bytes")).collect();
    let choose = Function::new_with_args(
        "picker, files",
        "const chosen = new DataTransfer();
         for (const file of files) chosen.items.add(file);
         picker.files = chosen.files;",
    );
    let picker = page.find("input[type=file]").expect("the picker");
    choose.call2(&picker, &picker, &files).expect("files");
    raise(&picker, "change");
}

#[wasm_bindgen_test]
async fn headings_lists_tables_and_tasks_are_drawn() {
    let page = preview("# a\n\n- [x] b\n\n|c|\n|:-:|\n|d|\n\n7. e\n\n```rust\nf\n```").await;
    assert_eq!(
        html(&page),
        "<h3 dir=\"auto\">a</h3>\
         <ul dir=\"auto\"><li><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Done\"> b</li></ul>\
         <table dir=\"auto\"><thead><tr><th scope=\"col\" data-align=\"center\">c</th></tr></thead>\
         <tbody><tr><td data-align=\"center\">d</td></tr></tbody></table>\
         <ol start=\"7\" dir=\"auto\"><li>e</li></ol>\
         <pre data-language=\"rust\" dir=\"auto\"><code>f\n</code></pre>"
    );
}

#[wasm_bindgen_test]
async fn raw_html_and_dangerous_links_are_text() {
    let page =
        preview("<b onclick=\"x\">a</b> [c](javascript:d) [e](//f) <script>g</script>").await;
    assert_eq!(
        html(&page),
        "<p dir=\"auto\">&lt;b onclick=\"x\"&gt;a&lt;/b&gt; c e &lt;script&gt;g&lt;/script&gt;</p>"
    );
}

#[wasm_bindgen_test]
async fn a_link_leads_out_and_tells_nothing() {
    let page = preview("[a](https://example.com \"b\")").await;
    assert_eq!(
        html(&page),
        "<p dir=\"auto\"><a href=\"https://example.com\" rel=\"noopener noreferrer nofollow ugc\" \
         target=\"_blank\">a</a></p>"
    );
}

#[wasm_bindgen_test]
async fn an_image_becomes_the_file_that_is_attached_under_its_name() {
    let page = preview("![shot](a.png)\n\ntext").await;
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
async fn the_nodes_around_a_keystroke_stay_the_nodes_they_were() {
    let page =
        preview("one\n\n- two\n- three\n\n[a] four\n\n```\nfive\n```\n\n[a]: https://example.com")
            .await;
    let all = || blocks(&page).query_selector_all("*").expect("elements");
    let before = all();
    let now = message(&page).replace("three", "threes");
    show(&page, &now).await;
    assert_eq!(page.text(".blocks li:last-child"), "threes");
    assert_eq!(before.length(), 8);
    for place in 0..before.length() {
        let now = all().item(place);
        let stayed = before
            .item(place)
            .is_some_and(|node| node.is_same_node(now.as_ref()));
        assert!(stayed, "{place}");
    }
}

/// However a text came about, it looks the same.
#[wasm_bindgen_test]
async fn what_was_changed_looks_like_what_is_drawn_anew() {
    let (page, other) = (preview("").await, preview("").await);
    let own = [
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
    let hurting = hurting(100).into_iter().map(|(_, text)| text);
    for text in own.into_iter().map(str::to_owned).chain(hurting) {
        show(&page, &text).await;
        show(&other, "").await;
        show(&other, &text).await;
        assert_eq!(html(&page), html(&other), "{text:?}");
    }
}

#[wasm_bindgen_test]
async fn a_selection_in_another_block_outlives_a_keystroke() {
    let page = preview("one\n\ntwo").await;
    let selection = Reflect::get(&document(), &"getSelection".into()).expect("a function");
    let selection = selection
        .unchecked_into::<Function>()
        .call0(&document())
        .expect("it");
    let select = Reflect::get(&selection, &"selectAllChildren".into()).expect("a function");
    let first = blocks(&page).first_element_child().expect("a block");
    select
        .unchecked_into::<Function>()
        .call1(&selection, &first)
        .expect("selected");
    show(&page, "one\n\ntwo and more").await;
    let anchor = Reflect::get(&selection, &"anchorNode".into()).expect("a node");
    let inside = anchor.dyn_into::<web_sys::Node>().is_ok_and(|node| {
        // A browser may name the shadow's host for what is selected in it.
        first.contains(Some(&node)) || page.host.contains(Some(&node))
    });
    assert!(inside && page.text(".blocks") == "onetwo and more");
}

/// The page answers, the preview still follows, and no letter of the text is gone.
#[wasm_bindgen_test]
async fn no_text_crashes_the_page() {
    let page = preview("").await;
    let mut texts = hurting(200);
    texts.extend([
        ("10,000 brackets".to_owned(), "[".repeat(10_000)),
        ("10,000 backticks".to_owned(), "`a".repeat(10_000)),
        ("5,000 quotes".to_owned(), ">".repeat(5_000) + "a"),
        ("5,000 bullets".to_owned(), "- ".repeat(5_000) + "a"),
        ("one line of 1 MB".to_owned(), "a".repeat(1 << 20)),
    ]);
    for (name, text) in texts {
        show(&page, &text).await;
        // A field writes every end of a line as a line feed.
        assert_eq!(message(&page), text.replace('\r', "\n"), "{name}");
        let all = blocks(&page).get_elements_by_tag_name("*");
        assert!(all.length() <= 10_000, "{name}: {}", all.length());
        show(&page, "still **here**").await;
        assert_eq!(page.text(".blocks strong"), "here", "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_preview_that_ends_early_says_so() {
    let page = preview(&"a\n\n".repeat(5_001)).await;
    assert!(page.text(".preview").contains("The preview ends here"));
    show(&page, "a").await;
    assert!(!page.text(".preview").contains("The preview ends here"));
}
