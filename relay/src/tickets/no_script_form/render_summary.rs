//! The summary of errors above the form.

use super::form_page::FormPage;
use super::kept_input_notice::kept_input_notice;
use maud::{Markup, html};
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
