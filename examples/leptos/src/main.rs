use leptos::prelude::*;
use open_ticket::embed::{HostHooks, TicketForm, TicketFormOptions};
use open_ticket::form::{HostEvent, Prefill};
use std::rc::Rc;

#[component]
fn Support(#[prop(into)] subject: String) -> impl IntoView {
    let number = RwSignal::new(None::<String>);
    let options = TicketFormOptions {
        prefill: Prefill {
            subject,
            ..Prefill::default()
        },
        hooks: HostHooks {
            on_event: Rc::new(move |event| {
                if let HostEvent::Opened { number: opened, .. } = event {
                    number.set(Some(opened.clone()));
                }
            }),
            ..HostHooks::default()
        },
        ..TicketFormOptions::new("/api/ticket")
    };
    view! { class="support",
        <TicketForm options />
        <p role="status">
            {move || number.get().map(|number| format!("Thank you. Your ticket is {number}."))}
        </p>
    }
}

fn main() {
    leptos::mount::mount_to_body(|| view! { <Support subject="A question" /> });
}
