//! The message and its live preview.

use super::field::{Labelled, control_id, described_by, hint_id, invalid};
use super::{preview::Preview, store::Store, words};
use crate::form::{Chosen, Edit, Event};
use crate::ticket::Field;
use leptos::{
    html::{Div, Textarea},
    prelude::*,
};

/// The message: a native text area, so that spell check, dictation and input methods work, and
/// beside it what it will look like.
#[component]
pub fn Message() -> impl IntoView {
    let store = Store::of_context();
    let area = NodeRef::<Textarea>::new();
    let text = Memo::new(move |_| store.with(|form| form.draft().message.clone()));
    let attached = Memo::new(move |_| {
        let name = |file: &Chosen| file.name.as_str().to_owned();
        store.with(|form| form.draft().files.iter().map(name).collect::<Vec<_>>())
    });
    let sources = StoredValue::new(Vec::new());
    let pane = NodeRef::<Div>::new();
    // Writing the same text back would end an input method's composition (Safari 17).
    Effect::new(move |_| {
        if let Some(area) = area.get().filter(|area| area.value() != *text.read()) {
            area.set_value(&text.read());
        }
    });
    let typed = move |text| store.dispatch(Event::Edited(Edit::Message(text)));
    view! { class="ot",
        <Labelled field=Field::Message>
            <div class="editor">
                <div class="panes">
                    <textarea
                        node_ref=area
                        id=control_id(Field::Message)
                        dir="auto"
                        rows="10"
                        aria-describedby=described_by(Field::Message, true)
                        aria-invalid=invalid(Field::Message)
                        on:input:target=move |event| typed(event.target().value())
                    ></textarea>
                    <Preview text attached sources pane />
                </div>
                <p class="foot" id=hint_id(Field::Message)>{words::MARKDOWN_WORKS}</p>
            </div>
        </Labelled>
    }
}
