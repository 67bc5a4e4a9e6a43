//! The service or domain that the ticket is about.

use super::labelled_field::Requirement;
use super::select_field::{SelectField, with_empty_option};
use crate::form::Edit;
use crate::locale::strings;
use crate::ticket::{Field, Related};
use crate::ui::dom::El;
use crate::ui::runtime::store::Store;

/// Creates the field; `None` if the requester has no services and domains.
pub fn related_service(store: Store) -> Option<El> {
    let has_options =
        store.with_untracked(|form| form.rules().is_some_and(|rules| !rules.related.is_empty()));
    let field = SelectField {
        field: Field::Related,
        requirement: Requirement::Optional,
        options: |rules| {
            let options = rules.related.iter().map(|option| {
                let status = match option.status.as_str() {
                    "" => String::new(),
                    status => format!(" ({status})"),
                };
                (option.related.to_string(), option.name.clone() + &status)
            });
            with_empty_option(strings::CHOICE_RELATED, options)
        },
        selected: |draft| {
            draft
                .related
                .map(|related| related.to_string())
                .unwrap_or_default()
        },
        edit: |value| Edit::Related(Related::parse(&value)),
    };
    has_options.then(|| field.view(store))
}
