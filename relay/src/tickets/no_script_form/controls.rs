//! Form controls, each with its label, hint and error.

use maud::{Markup, html};
use open_ticket::locale::{OPTIONAL_SUFFIX, strings};
use open_ticket::rules::{HelpPart, help_parts};

/// Form control with its label, hint and error.
pub struct Control<'a> {
    /// Name of the field. The element's id is derived from it.
    pub name: &'a str,
    /// Visible label.
    pub label: &'a str,
    /// Current value.
    pub value: &'a str,
    /// Hint, with links as in the help of a custom field. May be empty.
    pub hint: &'a str,
    /// Error of this field, if it has one.
    pub error: Option<&'a str>,
    /// Required or optional.
    pub requirement: Requirement,
}

/// Requirement to fill in a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Required, validated by the browser.
    Required,
    /// Optional, stated in the label.
    Optional,
}

impl Control<'_> {
    /// Renders an `input` of the given type.
    pub fn input(&self, kind: &str, autocomplete: Option<&str>) -> Markup {
        self.with_label(html! {
            input id=(self.id()) name=(self.name) type=(kind) value=(self.value)
                autocomplete=[autocomplete] required[self.is_required()]
                aria-describedby=[self.described_by()] aria-invalid=[self.aria_invalid()];
        })
    }

    /// Renders an `input` for an email address or a URL. Its type is `text`, since browsers
    /// rewrite the values of other types: `email` converts the domain (HTML, section 4.10.5.1.5).
    pub fn address_input(&self, input_mode: &str, autocomplete: Option<&str>) -> Markup {
        self.with_label(html! {
            input id=(self.id()) name=(self.name) type="text" value=(self.value)
                inputmode=(input_mode) autocomplete=[autocomplete] autocapitalize="off"
                autocorrect="off" spellcheck="false" required[self.is_required()]
                aria-describedby=[self.described_by()] aria-invalid=[self.aria_invalid()];
        })
    }

    /// Renders a `textarea`.
    pub fn text_area(&self, rows: u8, max_length: Option<usize>) -> Markup {
        self.with_label(html! {
            textarea id=(self.id()) name=(self.name) rows=(rows) maxlength=[max_length]
                required[self.is_required()] aria-describedby=[self.described_by()]
                aria-invalid=[self.aria_invalid()] dir="auto" {
                // HTML ignores a line break at the beginning of a text area.
                "\n" (self.value)
            }
        })
    }

    /// Renders a `select` with options given by value and text.
    pub fn select<'b>(&self, options: impl Iterator<Item = (&'b str, &'b str)>) -> Markup {
        self.with_label(html! {
            select id=(self.id()) name=(self.name) required[self.is_required()]
                aria-describedby=[self.described_by()] aria-invalid=[self.aria_invalid()] {
                @for (value, text) in options {
                    option value=(value) selected[value == self.value] { (text) }
                }
            }
        })
    }

    /// Renders a checkbox that sends `checked_value`.
    pub fn checkbox(&self, checked_value: &str) -> Markup {
        html! {
            div.field {
                (self.error_text())
                label.tick-box {
                    input id=(self.id()) name=(self.name) type="checkbox" value=(checked_value)
                        checked[self.value == checked_value] required[self.is_required()]
                        aria-describedby=[self.described_by()];
                    " " (self.label_text())
                }
                (self.hint_text())
            }
        }
    }

    /// Renders a file input.
    pub fn file_input(&self) -> Markup {
        self.with_label(html! {
            input id=(self.id()) name=(self.name) type="file" multiple
                aria-describedby=[self.described_by()] aria-invalid=[self.aria_invalid()];
        })
    }

    fn with_label(&self, control: Markup) -> Markup {
        html! {
            div.field {
                label for=(self.id()) { (self.label_text()) }
                (self.hint_text())
                (self.error_text())
                (control)
            }
        }
    }

    fn label_text(&self) -> Markup {
        html! {
            (self.label)
            @if !self.is_required() { span.optional { (OPTIONAL_SUFFIX) } }
        }
    }

    /// Renders the hint. Its links open in a new tab: in the same one, the browser may lose the text
    /// of the form.
    fn hint_text(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() {
                p.hint id={ (self.id()) "-hint" } {
                    @for part in help_parts(self.hint) {
                        @match part {
                            HelpPart::Text(text) => { (text) }
                            HelpPart::Link { text, url } => {
                                a href=(url) target="_blank" rel="noopener" {
                                    (text)
                                    @if !url.starts_with("mailto:") { " " (strings::LINK_NEW_TAB) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn error_text(&self) -> Markup {
        html! {
            @if let Some(error) = self.error {
                p.error id={ (self.id()) "-error" } { (error) }
            }
        }
    }

    /// Returns the id of the element, to which the error summary links.
    pub fn id(&self) -> String {
        let is_allowed = |c: &char| c.is_ascii_alphanumeric();
        self.name.chars().filter(is_allowed).collect()
    }

    const fn is_required(&self) -> bool {
        matches!(self.requirement, Requirement::Required)
    }

    const fn aria_invalid(&self) -> Option<&'static str> {
        match self.error {
            Some(_) => Some("true"),
            None => None,
        }
    }

    fn described_by(&self) -> Option<String> {
        let error = self.error.map(|_| format!("{}-error", self.id()));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let ids: Vec<_> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
