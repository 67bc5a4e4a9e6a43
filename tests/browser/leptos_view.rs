//! The form as a Leptos view.

use super::support::{self, SERVER, until};
use leptos::mount::mount_to;
use leptos::prelude::*;
use open_ticket::ui::{TicketFormOptions, ticket_form};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_form_is_a_view_next_to_other_elements_of_an_app() {
    let parent = support::document().create_element("div").unwrap();
    support::document()
        .body()
        .unwrap()
        .append_child(&parent)
        .unwrap();
    let (language, set_language) = signal("en");
    let app = mount_to(parent.clone().unchecked_into(), move || {
        let form = ticket_form(TicketFormOptions::new(format!("{SERVER}/success")))
            .add_any_attr(leptos::attr::lang(move || language.get()));
        view! {
            <section>
                <header class="before"></header>
                {form}
                <footer></footer>
            </section>
        }
    });
    let form = ".before + .open-ticket:has(form):has(+ footer)";
    until("the form", || parent.query_selector(form).unwrap()).await;
    set_language.set("de");
    let with_language = ".open-ticket[lang=de]";
    until("the attribute", || {
        parent.query_selector(with_language).unwrap()
    })
    .await;
    drop(app);
    assert_eq!(parent.child_element_count(), 0);
    parent.remove();
}
