//! What is chosen from a list: the department, the related service, the priority.

use super::dom::{El, classed, el, held};
use super::field::{Around, Need, control, labelled};
use super::{store::Store, words};
use crate::form::{Draft, Edit, Event};
use crate::rules::Rules;
use crate::ticket::{DepartmentId, Field, Priority, Related};

/// A value, and its words.
type Offered = (String, String);

/// A list to choose from.
struct Choice {
    field: Field,
    need: Need,
    /// What there is to choose.
    offered: fn(&Rules) -> Vec<Offered>,
    /// What is chosen.
    chosen: fn(&Draft) -> String,
    /// What choosing a value means.
    edit: fn(String) -> Edit,
}

/// Where the ticket goes. A guest is not shown what takes clients only.
pub fn department(store: Store) -> El {
    let hint = move || {
        store.with(|form| {
            let department = form.rules()?.department(form.draft().department?)?;
            Some(department.description.clone()).filter(|text| !text.is_empty())
        })
    };
    let choice = Choice {
        field: Field::Department,
        need: Need::Required,
        offered: |rules| {
            let signed_in = rules.requester.is_some();
            let open = rules.departments.iter();
            let open = open.filter(|d| signed_in || !d.clients_only);
            let choices = open.map(|d| (d.id.to_string(), d.name.clone()));
            behind(words::CHOOSE_DEPARTMENT, choices)
        },
        chosen: |draft| {
            draft
                .department
                .map(|id| id.to_string())
                .unwrap_or_default()
        },
        edit: |value| Edit::Department(value.parse().ok().and_then(DepartmentId::new)),
    };
    choice
        .of(store)
        .some(hint, |text| classed("p", "hint").text(&text))
}

/// What the ticket is about; nothing is shown where there is nothing to choose.
pub fn related_service(store: Store) -> Option<El> {
    let any = store.once(|form| form.rules().is_some_and(|rules| !rules.related.is_empty()));
    let choice = Choice {
        field: Field::Related,
        need: Need::Optional,
        offered: |rules| {
            let choices = rules.related.iter().map(|choice| {
                let status = match choice.status.as_str() {
                    "" => String::new(),
                    status => format!(" ({status})"),
                };
                (choice.related.to_string(), choice.name.clone() + &status)
            });
            behind(words::NO_RELATED, choices)
        },
        chosen: |draft| {
            draft
                .related
                .map(|related| related.to_string())
                .unwrap_or_default()
        },
        edit: |value| Edit::Related(Related::parse(&value)),
    };
    any.then(|| choice.of(store))
}

/// How urgent it is.
pub fn priority(store: Store) -> El {
    let choice = Choice {
        field: Field::Priority,
        need: Need::Required,
        offered: |rules| {
            let choice = |p: &Priority| (p.as_str().to_owned(), words::priority(*p).to_owned());
            rules.priorities.iter().map(choice).collect()
        },
        chosen: |draft| draft.priority.as_str().to_owned(),
        edit: |value| Edit::Priority(Priority::parse(&value).unwrap_or_default()),
    };
    choice.of(store)
}

impl Choice {
    /// The browser's own list: it is what a phone, a screen reader and a keyboard know best.
    fn of(self, store: Store) -> El {
        let Self {
            field,
            need,
            offered,
            chosen,
            edit,
        } = self;
        let choices = store.once(|form| form.rules().map(offered));
        let options = choices.unwrap_or_default().into_iter();
        let select = control("select", store, field, false)
            .children(options.map(|(value, words)| option(&value, &words)))
            .chosen_by(move || store.with(|form| chosen(form.draft())))
            .on("change", move |event| {
                store.dispatch(Event::Edited(edit(held(&event))));
            });
        let around = Around {
            need,
            ..Around::plain(field)
        };
        labelled(store, field, around).child(select)
    }
}

/// What there is to choose, behind words for no choice.
fn behind(none: &str, choices: impl Iterator<Item = Offered>) -> Vec<Offered> {
    let none = (String::new(), none.to_owned());
    std::iter::once(none).chain(choices).collect()
}

/// An entry of a list.
pub fn option(value: &str, words: &str) -> El {
    el("option").attr("value", value).text(words)
}
