//! The requester: name and email of a guest, or the signed-in user.

use super::text_field::TextField;
use crate::form::Edit;
use crate::locale;
use crate::ticket::{Field, initials};
use crate::ui::dom::{El, el};
use crate::ui::editor_chunk;
use crate::ui::runtime::store::Store;

/// Creates an element for user input, which is not translated.
fn untranslated(tag: &str) -> El {
    el(tag).attr("dir", "auto").attr("translate", "no")
}

/// Creates the fields of a guest, or shows the signed-in user, whose name and email are known
/// (WCAG 3.3.7, Redundant Entry).
pub fn requester(store: Store) -> El {
    if let Some(user) = store.with_untracked(|form| form.rules()?.requester.clone()) {
        let name = user.name.as_ref().map_or("", |name| name.as_str());
        let email = user.email.as_ref().map_or("", |email| email.as_str());
        let initials = Some(initials(name)).filter(|initials| !initials.is_empty());
        // Generated content: it is neither copied nor translated.
        let avatar = initials.map(|initials| {
            let avatar = el("span").class("avatar").attr("aria-hidden", "true");
            avatar.attr("data-initials", initials)
        });
        let person = el("p")
            .child(locale::signed_in_prefix(&user))
            .child(untranslated("strong").child(name))
            .child(" ")
            .child(untranslated("span").class("hint").child(email));
        return el("div").class("signed-in").child(avatar).child(person);
    }
    let name = TextField {
        field: Field::Name,
        kind: "text",
        autocomplete: "name",
        text: |draft| &draft.name,
        edit: Edit::Name,
    };
    let email = TextField {
        field: Field::Email,
        kind: "email",
        autocomplete: "email",
        text: |draft| &draft.email,
        edit: Edit::Email,
    };
    el("div")
        .class("row two")
        .child(name.view(store))
        .child(with_suggestion(email.view(store), store))
}

/// Adds the suggestion for an address with a typing error, once the editor chunk is loaded.
fn with_suggestion(field: El, store: Store) -> El {
    let frame = field.clone();
    field.show(
        || editor_chunk::loaded().is_some(),
        move || match editor_chunk::loaded_untracked() {
            Some(module) => module.email_suggestion(store, &frame),
            None => el("span"),
        },
    )
}
