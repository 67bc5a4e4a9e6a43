//! Notices above the form: errors, or the ticket that the same content has opened.

use super::form_page::FormPage;
use super::kept_input_notice::kept_input_notice;
use maud::{Markup, html};
use open_ticket::locale::strings;
use open_ticket::locale::template::{prefix, suffix};
use open_ticket::ticket::Field;

impl FormPage<'_> {
    /// Renders the errors with links to their fields. The summary is above the form.
    pub(super) fn error_summary(&self) -> Markup {
        let Some(error) = &self.error else {
            return html! {};
        };
        html! {
            div.summary role="alert" {
                h2 { (error.heading) }
                @match error.items.as_slice() {
                    [(field, text)] => p { (self.summary_item(*field, text)) },
                    items => ul {
                        @for (field, text) in items { li { (self.summary_item(*field, text)) } }
                    },
                }
                p { (kept_input_notice(self.rules, self.values)) }
            }
        }
    }

    /// Renders the number of the ticket that the same content has opened, without its access code:
    /// another person may have sent it.
    pub(super) fn open_ticket_notice(&self) -> Markup {
        let before = prefix(strings::NO_SCRIPT_FORM_SENT_AGAIN_TEXT);
        let after = suffix(strings::NO_SCRIPT_FORM_SENT_AGAIN_TEXT);
        html! {
            @if let Some(number) = &self.values.open_ticket {
                div.summary.notice role="alert" {
                    h2 { (strings::NO_SCRIPT_FORM_SENT_AGAIN_HEADING) }
                    p { (before) strong { (number) } (after) }
                    p { (kept_input_notice(self.rules, self.values)) }
                }
            }
        }
    }

    /// Links an error to its field, if the page has it.
    fn summary_item(&self, field: Option<Field>, text: &str) -> Markup {
        let fields = self
            .selected_department()
            .map(|department| &department.fields);
        let has_field = |id| fields.is_some_and(|fields| fields.iter().any(|field| field.id == id));
        let target = match field {
            Some(Field::Custom(id)) => has_field(id).then(|| format!("#customfield{id}")),
            Some(Field::Related) if self.rules.related.is_empty() => None,
            Some(field) => Some(format!("#{}", self.control(field).id())),
            None => None,
        };
        html! {
            @match target {
                Some(target) => a href=(target) { (text) },
                None => (text),
            }
        }
    }
}
