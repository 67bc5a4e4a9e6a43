//! Focus changes.

use web_sys::{FocusOptions, HtmlElement};

/// Moves the focus to a control.
pub fn focus(control: &HtmlElement) {
    let _ = control.focus();
}

/// Moves the focus to a control and scrolls its label into view: the label explains the control.
pub fn focus_with_label(control: &HtmlElement) {
    let field = control.closest(".files > li, .field").ok().flatten();
    field
        .as_ref()
        .unwrap_or(control)
        .scroll_into_view_with_bool(true);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = control.focus_with_options(&options);
}
