//! The form on a page: fields, validation, submission, failures, events.

use super::support::{Page, document, until, wait};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CustomEvent, HtmlElement};

#[wasm_bindgen_test]
async fn mounting_shows_the_form_and_unmounting_leaves_nothing() {
    let mut page = Page::mount("/success").await;
    assert!(page.find("#open-ticket-subject").is_some());
    drop(page.form.take());
    assert_eq!(page.root.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn the_live_regions_come_before_the_form() {
    let page = Page::mount("/success").await;
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
async fn a_typed_message_is_rendered_in_the_preview() {
    let page = Page::mount("/success").await;
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
    let page = Page::mount("/success").await;
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
async fn a_departments_custom_fields_of_all_six_kinds_appear_with_it() {
    let page = Page::mount("/success").await;
    assert!(page.find("#open-ticket-custom-1").is_none());
    page.choose("department", "3");
    until("the custom fields", || page.find("#open-ticket-custom-1")).await;
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
        // A link field has the type `text`: browsers rewrite the values of other types.
        ("INPUT", "text"),
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
        "the field depends on the checkbox"
    );
    page.find("#open-ticket-custom-5")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    let area = until("the dependent field", || page.find("#open-ticket-custom-6")).await;
    assert_eq!(area.tag_name(), "TEXTAREA");
}

#[wasm_bindgen_test]
async fn a_blank_form_shows_an_error_at_each_field_and_focuses_the_summary() {
    let page = Page::mount("/success").await;
    page.submit();
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
    until("the error to disappear", || {
        subject
            .get_attribute("aria-invalid")
            .is_none()
            .then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_confirmation_with_the_ticket_number_replaces_the_form() {
    let page = Page::mount("/success").await;
    page.fill_required_fields();
    page.submit();
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
async fn a_refusal_is_shown_at_its_field_and_the_input_is_kept() {
    let page = Page::mount("/refusal").await;
    page.fill_required_fields();
    page.submit();
    until("the refusal", || page.find("#open-ticket-department-error")).await;
    let subject = page.find("#open-ticket-subject").unwrap();
    let subject = subject.unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!(subject.value(), "web-1 answers 500");
    assert!(page.find(".fields[inert]").is_none());
}

#[wasm_bindgen_test]
async fn a_signed_in_client_can_select_services_and_departments_for_clients() {
    let page = Page::mount_with_token("/signed-in", Some("a.b.c")).await;
    assert_eq!(
        page.text(".signed-in"),
        "Signed in as Ada Lovelace ada@example.com"
    );
    assert!(page.find("#open-ticket-name, #open-ticket-email").is_none());
    let options = |id: &str| page.text(&format!("#open-ticket-{id}"));
    assert!(options("related").contains("Cloud Server M (Active)"));
    assert!(options("related").contains("example.com (Active)"));
    assert!(page.text(".cards").contains("Billing"));
    page.choose("department", "2");
    page.select_option("related", "D1");
    page.fill("subject", "An invoice");
    page.fill("message", "Which one?");
    page.submit();
    until("the confirmation", || page.find(".confirmation")).await;
}

#[wasm_bindgen_test]
async fn a_changed_token_is_used_for_the_next_request() {
    let page = Page::mount_with_token("/echo-headers", Some("first")).await;
    page.fill_required_fields();
    page.host.set_attribute("token", "second").unwrap();
    page.submit();
    until("the confirmation", || page.find(".confirmation")).await;
    assert!(page.text(".number").ends_with(" Bearer second"));
}

#[wasm_bindgen_test]
async fn an_expired_session_is_reported_in_place_of_the_form() {
    let page = Page::mount_without_waiting("/token-expired", Some("a.b.c"));
    until("the failure", || page.find(".summary h2")).await;
    assert_eq!(page.text(".summary h2"), "Your session has expired");
    assert!(page.find(".summary button").is_some());
}

#[wasm_bindgen_test]
async fn a_rate_limit_is_reported_with_the_minutes_to_wait_and_the_input_is_kept() {
    let page = Page::mount("/rate-limited").await;
    page.fill_required_fields();
    page.submit();
    until("the failure", || page.find(".summary p")).await;
    let message = page.text(".summary p");
    assert!(
        message.contains("Try again in about 3 minutes."),
        "{message}"
    );
    assert!(
        message.contains("Your message and files are still here."),
        "{message}"
    );
    let subject = page.find("#open-ticket-subject").unwrap();
    let subject = subject.unchecked_into::<web_sys::HtmlInputElement>();
    assert_eq!(subject.value(), "web-1 answers 500");
}

#[wasm_bindgen_test]
async fn after_a_lost_response_the_form_looks_up_the_outcome_and_announces_it() {
    let page = Page::mount("/lost-response").await;
    page.fill_required_fields();
    page.submit();
    until("the lookup message", || {
        page.text(".meta").contains("Checking if").then_some(())
    })
    .await;
    assert!(page.find(".fields[inert]").is_some());
    assert!(page.text("[aria-live=polite]").contains("Checking if"));
    let bar = page.find("[role=progressbar]").unwrap();
    assert_eq!(bar.get_attribute("aria-valuenow"), None);
    until("the confirmation", || page.find(".confirmation")).await;
    assert_eq!(page.text(".number"), "found");
}

#[wasm_bindgen_test]
async fn a_lost_request_is_reported_as_not_sent_and_can_be_retried_with_its_key() {
    let page = Page::mount("/lost-request").await;
    page.fill_required_fields();
    page.submit();
    until("the failure", || page.find(".summary h2")).await;
    assert_eq!(page.text(".summary h2"), "Your ticket was not sent");
    assert!(page.find(".fields[inert]").is_none());
    page.submit();
    until("the confirmation", || page.find(".confirmation")).await;
}

#[wasm_bindgen_test]
async fn changes_made_after_an_unconfirmed_submission_are_kept_when_it_is_confirmed() {
    let page = Page::mount("/late-outcome").await;
    page.fill_required_fields();
    page.submit();
    until("the failure", || page.find(".summary h2")).await;
    assert!(page.text(".summary h2").contains("cannot tell"));
    page.fill("message", "Since Monday.");
    page.submit();
    until("the confirmation", || page.find(".confirmation")).await;
    assert!(
        page.text(".confirmation")
            .contains("Changes you made after sending")
    );
    let another = page.find(".confirmation .actions button").unwrap();
    another.unchecked_into::<HtmlElement>().click();
    let area = until("the message", || page.find("#open-ticket-message")).await;
    let area = area.unchecked_into::<web_sys::HtmlTextAreaElement>();
    until("the changed message", || {
        (area.value() == "Since Monday.").then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_next_ticket_gets_a_new_key() {
    let page = Page::mount("/echo-headers").await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        page.fill_required_fields();
        page.submit();
        until("the confirmation", || page.find(".confirmation")).await;
        numbers.push(page.text(".number"));
        let another = page.find(".confirmation .actions button").unwrap();
        another.unchecked_into::<HtmlElement>().click();
        until("the form", || page.find("form")).await;
    }
    assert_ne!(numbers[0], numbers[1]);
}

#[wasm_bindgen_test]
async fn a_broken_connection_is_reported_as_unconfirmed_and_the_ticket_can_be_resent() {
    let page = Page::mount("/connection-reset").await;
    page.fill_required_fields();
    page.submit();
    until("the failure", || page.find(".summary h2")).await;
    assert!(page.text(".summary h2").contains("cannot tell"));
    page.host.set_attribute("endpoint", "unchanged").unwrap();
    assert_eq!(page.text("[type=submit]"), "Send ticket");
}

#[wasm_bindgen_test]
async fn the_focus_is_not_lost_when_the_fields_become_inert() {
    let page = Page::mount("/no-response").await;
    page.fill_required_fields();
    let subject = page.find("#open-ticket-subject").unwrap();
    subject.unchecked_ref::<HtmlElement>().focus().unwrap();
    page.submit();
    until("the inert fields", || page.find(".fields[inert]")).await;
    until("the focus on the button", || {
        page.root
            .active_element()
            .filter(|focused| focused.matches("[type=submit]").unwrap())
    })
    .await;
}

#[wasm_bindgen_test]
async fn cancelling_the_submit_event_keeps_the_form_unchanged() {
    let page = Page::mount("/success").await;
    let cancel =
        Closure::<dyn FnMut(CustomEvent)>::new(|event: CustomEvent| event.prevent_default());
    let listener = cancel.as_ref().unchecked_ref();
    page.host
        .add_event_listener_with_callback("open-ticket-submit", listener)
        .unwrap();
    page.fill_required_fields();
    page.submit();
    wait(300).await;
    assert!(page.find(".confirmation").is_none());
    assert_eq!(page.text("[type=submit]"), "Send ticket");
}

// Regression test: the event used to be dispatched while the form's files were mutably borrowed. A
// listener that pressed Send immediately made the form panic.
#[wasm_bindgen_test]
async fn a_listener_for_refusals_can_submit_again() {
    let page = Page::mount("/refusal").await;
    let button = page.find("[type=submit]").unwrap();
    let clicks = std::rc::Rc::new(std::cell::Cell::new(0));
    let counter = clicks.clone();
    let submit_again = Closure::<dyn FnMut(CustomEvent)>::new(move |_: CustomEvent| {
        counter.set(counter.get() + 1);
        if counter.get() < 3 {
            button.unchecked_ref::<HtmlElement>().click();
        }
    });
    let listener = submit_again.as_ref().unchecked_ref();
    page.host
        .add_event_listener_with_callback("open-ticket-refused", listener)
        .unwrap();
    page.fill_required_fields();
    page.submit();
    until("the third refusal", || (clicks.get() == 3).then_some(())).await;
    page.fill("subject", "still responsive");
    page.fill("message", "# Responsive");
    until("the preview", || page.find(".preview h3")).await;
}

#[wasm_bindgen_test]
async fn the_opened_event_contains_the_number_and_never_the_access_code() {
    let page = Page::mount("/success").await;
    let details = js_sys::Array::new();
    let recorded = details.clone();
    let record = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
        recorded.push(&js_sys::JSON::stringify(&event.detail()).unwrap());
    });
    let body = document().body().unwrap();
    let listener = record.as_ref().unchecked_ref();
    body.add_event_listener_with_callback("open-ticket-opened", listener)
        .unwrap();
    page.fill_required_fields();
    page.submit();
    until("the confirmation", || page.find(".confirmation")).await;
    until("the event", || (details.length() == 1).then_some(())).await;
    body.remove_event_listener_with_callback("open-ticket-opened", listener)
        .unwrap();
    let number = page.text(".confirmation .number");
    assert_eq!(
        details.get(0).as_string().unwrap(),
        format!("{{\"id\":1,\"number\":\"{number}\"}}")
    );
}
