//! The form as a Leptos component.

use super::mount::{MountedForm, mount_form};
use crate::ui::TicketFormOptions;
use leptos::{html::Div, prelude::*};
use web_sys::{ShadowRootInit, ShadowRootMode};

/// The support ticket form, as a component of a Leptos app.
///
/// It renders into its own shadow root, as `<open-ticket>` does: styles and ids of the app and
/// of the form do not affect each other. There is no loading placeholder, since the form is part of
/// the app's bundle.
///
/// ```ignore
/// use leptos::prelude::*;
/// use open_ticket::embed::{TicketFormOptions, TicketForm};
///
/// view! { <TicketForm options=TicketFormOptions::new("/api/ticket") /> }
/// ```
#[component]
pub fn TicketForm(
    /// The relay endpoint, prefilled values and the app's callbacks.
    options: TicketFormOptions,
) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    let mounted_form = StoredValue::new_local(None::<MountedForm>);
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open));
        let form = root.and_then(|root| mount_form(&root, options.clone()));
        mounted_form.set_value(form.ok());
    });
    on_cleanup(move || {
        mounted_form.try_update_value(Option::take);
    });
    view! { class="ot", <div node_ref=host></div> }
}
