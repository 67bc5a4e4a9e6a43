//! The form on a page.

use super::support::{Page, document, until, wait};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CustomEvent, HtmlElement};

#[wasm_bindgen_test]
async fn mounting_shows_the_form_and_unmounting_leaves_nothing() {
    let mut page = Page::with_relay("/answers").await;
    assert!(page.find("#open-ticket-subject").is_some());
    drop(page.mounted.take());
    assert_eq!(page.root.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn the_live_regions_are_there_before_the_form_is() {
    let page = Page::with_relay("/answers").await;
    let first = page
        .find(".open-ticket")
        .unwrap()
        .first_element_child()
        .unwrap();
    assert_eq!(first.get_attribute("aria-live").as_deref(), Some("polite"));
    let second = first.next_element_sibling().unwrap();
    assert_eq!(
        second.get_attribute("aria-live").as_deref(),
        Some("assertive")
    );
}

#[wasm_bindgen_test]
async fn what_is_typed_appears_rendered_in_the_preview() {
    let page = Page::with_relay("/answers").await;
    page.fill(
        "message",
        "# Since Tuesday\n\n**web-1** <b>no</b>\n\n| a |\n|---|\n| b |",
    );
    until("the preview", || page.find(".preview strong")).await;
    assert_eq!(page.text(".preview h3"), "Since Tuesday");
    assert_eq!(page.text(".preview p:not(.hint)"), "web-1 <b>no</b>");
    assert_eq!(page.text(".preview td"), "b");
    assert!(page.find(".preview b").is_none());
}

#[wasm_bindgen_test]
async fn a_keystroke_rebuilds_only_the_block_it_is_in() {
    let page = Page::with_relay("/answers").await;
    page.fill("message", "one\n\ntwo\n\nthree");
    let blocks = || page.find(".blocks").unwrap().children();
    until("three blocks", || (blocks().length() == 3).then_some(())).await;
    let (first, last) = (blocks().item(0).unwrap(), blocks().item(2).unwrap());
    page.fill("message", "one\n\ntwo and a half\n\nthree");
    until("the change", || {
        page.text(".blocks").contains("half").then_some(())
    })
    .await;
    assert!(first.is_same_node(blocks().item(0).as_deref()));
    assert!(last.is_same_node(blocks().item(2).as_deref()));
    page.fill("message", "three");
    until("one block", || (blocks().length() == 1).then_some(())).await;
    assert_eq!(page.text(".blocks"), "three");
}

#[wasm_bindgen_test]
async fn a_department_brings_its_questions_of_all_six_kinds() {
    let page = Page::with_relay("/answers").await;
    assert!(page.find("#open-ticket-custom-1").is_none());
    page.choose("department", "3");
    until("the questions", || page.find("#open-ticket-custom-1")).await;
    let kind = |id: u32| {
        let control = page.find(&format!("#open-ticket-custom-{id}")).unwrap();
        (
            control.tag_name(),
            control.get_attribute("type").unwrap_or_default(),
        )
    };
    let kinds: Vec<_> = (1..=5).map(kind).collect();
    let expected = [
        ("INPUT", "text"),
        ("INPUT", "url"),
        ("INPUT", "password"),
        ("SELECT", ""),
        ("INPUT", "checkbox"),
    ];
    assert_eq!(
        kinds,
        expected.map(|(tag, kind)| (tag.to_owned(), kind.to_owned()))
    );
    assert!(
        page.find("#open-ticket-custom-6").is_none(),
        "it is asked only of who ticked"
    );
    page.find("#open-ticket-custom-5")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    let area = until("the sixth", || page.find("#open-ticket-custom-6")).await;
    assert_eq!(area.tag_name(), "TEXTAREA");
}

#[wasm_bindgen_test]
async fn a_blank_form_says_what_is_missing_at_each_field_and_takes_the_focus_there() {
    let page = Page::with_relay("/answers").await;
    page.send();
    until("the summary", || page.find(".summary li")).await;
    until("the focus", || {
        let focused = page.root.active_element()?;
        (focused.class_name() == "summary ot" || focused.matches(".summary").ok()?).then_some(())
    })
    .await;
    let subject = page.find("#open-ticket-subject").unwrap();
    assert_eq!(
        subject.get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    let described = subject.get_attribute("aria-describedby").unwrap();
    assert_eq!(
        page.text(&format!("#{described}")),
        "Error: Enter a subject"
    );
    page.fill("subject", "web-1");
    until("the complaint to go", || {
        subject
            .get_attribute("aria-invalid")
            .is_none()
            .then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_ticket_is_sent_and_its_number_takes_the_forms_place() {
    let page = Page::with_relay("/answers").await;
    page.fill_in();
    page.send();
    let heading = until("the confirmation", || page.find(".confirmation h2")).await;
    let number = page.text(".confirmation .number");
    assert!(
        number.parse::<u32>().is_ok_and(|bytes| bytes > 100),
        "{number}"
    );
    let link = page.find(".confirmation a").unwrap();
    let href = link.get_attribute("href").unwrap();
    assert_eq!(href, format!("/viewticket.php?tid={number}&c=code"));
    assert_eq!(
        link.get_attribute("referrerpolicy").as_deref(),
        Some("no-referrer")
    );
    until("the focus", || {
        heading
            .is_same_node(page.root.active_element().as_deref())
            .then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_refusal_stands_at_its_field_and_every_word_is_still_there() {
    let page = Page::with_relay("/refuses").await;
    page.fill_in();
    page.send();
    until("the refusal", || page.find("#open-ticket-department-error")).await;
    let subject = page.find("#open-ticket-subject").unwrap();
    let subject = subject.unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!(subject.value(), "web-1 answers 500");
    assert!(page.find(".fields[inert]").is_none());
}

#[wasm_bindgen_test]
async fn a_client_is_known_and_can_choose_what_a_guest_cannot() {
    let page = Page::signed_in_at("/signed-in", Some("a.b.c")).await;
    assert_eq!(
        page.text(".known"),
        "You write as Ada Lovelace ada@example.com"
    );
    assert!(page.find("#open-ticket-name, #open-ticket-email").is_none());
    let offered = |id: &str| page.text(&format!("#open-ticket-{id}"));
    assert!(offered("related").contains("Cloud Server M (Active)"));
    assert!(offered("related").contains("example.com (Active)"));
    assert!(offered("department").contains("Billing"));
    page.choose("department", "2");
    page.choose("related", "D1");
    page.fill("subject", "An invoice");
    page.fill("message", "Which one?");
    page.send();
    until("the confirmation", || page.find(".confirmation")).await;
}

#[wasm_bindgen_test]
async fn a_token_that_the_page_changes_counts_from_the_next_request_on() {
    let page = Page::signed_in_at("/echoes", Some("first")).await;
    page.fill_in();
    page.host.set_attribute("token", "second").unwrap();
    page.send();
    until("the confirmation", || page.find(".confirmation")).await;
    assert!(page.text(".number").ends_with(" Bearer second"));
}

#[wasm_bindgen_test]
async fn a_sign_in_that_has_run_out_is_told_in_the_forms_place() {
    let page = Page::mounted_at("/sign-in", Some("a.b.c"));
    until("the failure", || page.find(".summary h2")).await;
    assert_eq!(page.text(".summary h2"), "Your sign-in has run out");
    assert!(page.find(".summary button").is_some());
}

#[wasm_bindgen_test]
async fn a_rate_is_told_with_the_minutes_to_wait_and_everything_is_kept() {
    let page = Page::with_relay("/rate").await;
    page.fill_in();
    page.send();
    until("the failure", || page.find(".summary p")).await;
    let said = page.text(".summary p");
    assert!(
        said.contains("You can send again in about 3 minutes."),
        "{said}"
    );
    assert!(
        said.contains("Everything you wrote and chose is still here."),
        "{said}"
    );
    let subject = page.find("#open-ticket-subject").unwrap();
    let subject = subject.unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!(subject.value(), "web-1 answers 500");
}

#[wasm_bindgen_test]
async fn an_answer_that_got_lost_is_found_out_and_said_meanwhile() {
    let page = Page::with_relay("/loses-the-answer").await;
    page.fill_in();
    page.send();
    until("the question", || {
        page.text(".meta").contains("Finding out").then_some(())
    })
    .await;
    assert!(page.find(".fields[inert]").is_some());
    assert!(page.text("[aria-live=polite]").contains("Finding out"));
    let bar = page.find("[role=progressbar]").unwrap();
    assert_eq!(bar.get_attribute("aria-valuenow"), None);
    until("the confirmation", || page.find(".confirmation")).await;
    assert_eq!(page.text(".number"), "found");
}

#[wasm_bindgen_test]
async fn what_never_arrived_is_told_as_not_sent_and_goes_out_again_under_its_key() {
    let page = Page::with_relay("/never-arrives").await;
    page.fill_in();
    page.send();
    until("the failure", || page.find(".summary h2")).await;
    assert_eq!(page.text(".summary h2"), "Your ticket was not sent");
    assert!(page.find(".fields[inert]").is_none());
    page.send();
    until("the confirmation", || page.find(".confirmation")).await;
}

#[wasm_bindgen_test]
async fn words_that_were_changed_after_an_uncertain_try_outlive_its_confirmation() {
    let page = Page::with_relay("/opens-late").await;
    page.fill_in();
    page.send();
    until("the failure", || page.find(".summary h2")).await;
    assert!(page.text(".summary h2").contains("not certain"));
    page.fill("message", "Since Monday.");
    page.send();
    until("the confirmation", || page.find(".confirmation")).await;
    assert!(
        page.text(".confirmation")
            .contains("What you changed since")
    );
    let another = page.find(".confirmation button").unwrap();
    another.unchecked_into::<HtmlElement>().click();
    let area = until("the message", || page.find("#open-ticket-message")).await;
    let area = area.unchecked_into::<web_sys::HtmlTextAreaElement>();
    until("the words", || {
        (area.value() == "Since Monday.").then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_next_ticket_goes_out_under_a_key_of_its_own() {
    let page = Page::with_relay("/echoes").await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        page.fill_in();
        page.send();
        until("the confirmation", || page.find(".confirmation")).await;
        numbers.push(page.text(".number"));
        let another = page.find(".confirmation button").unwrap();
        another.unchecked_into::<HtmlElement>().click();
        until("the form", || page.find("form")).await;
    }
    assert_ne!(numbers[0], numbers[1]);
}

#[wasm_bindgen_test]
async fn a_connection_that_breaks_is_told_as_uncertain_and_can_be_tried_again() {
    let page = Page::with_relay("/breaks-off").await;
    page.fill_in();
    page.send();
    until("the failure", || page.find(".summary h2")).await;
    assert!(page.text(".summary h2").contains("not certain"));
    page.host.set_attribute("endpoint", "unchanged").unwrap();
    assert_eq!(page.text("[type=submit]"), "Send");
}

#[wasm_bindgen_test]
async fn the_focus_is_not_lost_when_the_fields_become_inert() {
    let page = Page::with_relay("/keeps-waiting").await;
    page.fill_in();
    let subject = page.find("#open-ticket-subject").unwrap();
    subject.unchecked_ref::<HtmlElement>().focus().unwrap();
    page.send();
    until("the sending", || page.find(".fields[inert]")).await;
    until("the focus at the button", || {
        page.root
            .active_element()
            .filter(|focused| focused.matches("[type=submit]").unwrap())
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_page_that_cancels_the_send_event_keeps_the_form_as_it_was() {
    let page = Page::with_relay("/answers").await;
    let cancel =
        Closure::<dyn FnMut(CustomEvent)>::new(|event: CustomEvent| event.prevent_default());
    let listener = cancel.as_ref().unchecked_ref();
    page.host
        .add_event_listener_with_callback("open-ticket-send", listener)
        .unwrap();
    page.fill_in();
    page.send();
    wait(300).await;
    assert!(page.find(".confirmation").is_none());
    assert_eq!(page.text("[type=submit]"), "Send");
}

// The page used to be told while the form's files were held for changing. A listener that pressed
// Send at once came back to them, and the form stopped for good.
#[wasm_bindgen_test]
async fn a_page_may_press_send_while_it_is_being_told_of_a_refusal() {
    let page = Page::with_relay("/refuses").await;
    let button = page.find("[type=submit]").unwrap();
    let pressed = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = pressed.clone();
    let again = Closure::<dyn FnMut(CustomEvent)>::new(move |_: CustomEvent| {
        count.set(count.get() + 1);
        if count.get() < 3 {
            button.unchecked_ref::<HtmlElement>().click();
        }
    });
    let listener = again.as_ref().unchecked_ref();
    page.host
        .add_event_listener_with_callback("open-ticket-refused", listener)
        .unwrap();
    page.fill_in();
    page.send();
    until("the third refusal", || (pressed.get() == 3).then_some(())).await;
    page.fill("subject", "still alive");
    page.fill("message", "# Alive");
    until("the preview", || page.find(".preview h3")).await;
}

#[wasm_bindgen_test]
async fn the_page_hears_the_number_and_never_the_access_code() {
    let page = Page::with_relay("/answers").await;
    let heard = js_sys::Array::new();
    let list = heard.clone();
    let hear = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
        list.push(&js_sys::JSON::stringify(&event.detail()).unwrap());
    });
    let body = document().body().unwrap();
    let listener = hear.as_ref().unchecked_ref();
    body.add_event_listener_with_callback("open-ticket-opened", listener)
        .unwrap();
    page.fill_in();
    page.send();
    until("the confirmation", || page.find(".confirmation")).await;
    until("the event", || (heard.length() == 1).then_some(())).await;
    body.remove_event_listener_with_callback("open-ticket-opened", listener)
        .unwrap();
    let number = page.text(".confirmation .number");
    assert_eq!(
        heard.get(0).as_string().unwrap(),
        format!("{{\"id\":1,\"number\":\"{number}\"}}")
    );
}
