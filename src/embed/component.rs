//! The form inside of another Leptos app.

use super::{Mounted, put};
use crate::ui::Setting;
use leptos::{html::Div, prelude::*};
use web_sys::{ShadowRootInit, ShadowRootMode};

/// The form that opens support tickets, as a component of your app.
///
/// It stands in a shadow root of its own, as `<open-ticket>` does: your sheets and ids do not meet
/// its. It has no place holder: what it needs is in your bundle already.
///
/// ```ignore
/// use leptos::prelude::*;
/// use open_ticket::embed::{Setting, TicketForm};
///
/// view! { <TicketForm setting=Setting::new("/api/ticket") /> }
/// ```
#[component]
pub fn TicketForm(
    /// Where the relay is, what is filled in, and what your app is told.
    setting: Setting,
) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let form = StoredValue::new_local(None::<Mounted>);
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open));
        let made = root.and_then(|root| put(&root, setting.clone()));
        form.set_value(made.ok());
    });
    on_cleanup(move || {
        form.try_update_value(Option::take);
    });
    view! { class="ot", <div node_ref=host></div> }
}
