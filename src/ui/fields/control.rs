//! The control of a field, and the references to its hint and error message.

use super::department_hint::department_hint;
use super::ids::{control_id, error_id, hint_id};
use crate::ticket::Field;
use crate::ui::dom::{El, el};
use crate::ui::runtime::store::Store;

/// Creates the control of a field. It references its hint and its error message while they exist,
/// and has `aria-invalid` only after validation (WCAG technique ARIA21).
pub fn control(tag: &str, store: Store, field: Field, has_hint: bool) -> El {
    with_description(el(tag), store, field, has_hint)
        .attr("id", control_id(field))
        // The message has no border: the editor around it has one.
        .attr(
            "part",
            (field != Field::Message).then_some("open-ticket-input"),
        )
        .attr("aria-invalid", move || {
            store.has_error(field).then_some("true")
        })
}

/// Configures a control for an email or web address: a suitable on-screen keyboard, and no
/// autocorrection. Its type is `text`, since browsers rewrite the values of other types: `email`
/// converts the domain, `url` and `number` remove characters (HTML, section 4.10.5.1).
pub fn address_control(control: El, input_mode: &'static str) -> El {
    control
        .attr("type", "text")
        .attr("inputmode", input_mode)
        .attr("autocapitalize", "off")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
}

/// Adds a reference to a field's hint and error message to a control. The hint of the department depends on
/// the selected one.
pub fn with_description(control: El, store: Store, field: Field, has_hint: bool) -> El {
    control.attr("aria-describedby", move || {
        let has_hint = has_hint || field == Field::Department && department_hint(store).is_some();
        match (has_hint, store.has_error(field)) {
            (false, false) => None,
            (true, false) => Some(hint_id(field)),
            (false, true) => Some(error_id(field)),
            (true, true) => Some(format!("{} {}", hint_id(field), error_id(field))),
        }
    })
}
