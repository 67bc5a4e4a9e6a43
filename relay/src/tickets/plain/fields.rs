//! The controls of a plain form: each with its label, its hint and what is wrong with it.

use maud::{Markup, html};

/// A control and what belongs to it.
pub struct Control<'a> {
    /// The field's name on the wire; its id is made of it.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What is there so far.
    pub value: &'a str,
    /// A line about it; may be empty.
    pub hint: &'a str,
    /// What is wrong with it, if it is this one.
    pub problem: Option<&'a str>,
    /// Whether it must be answered.
    pub need: Need,
}

/// Whether a control must be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The browser says so itself.
    Required,
    /// The label says so.
    Optional,
}

impl Control<'_> {
    /// One line, of one of HTML's types of input.
    pub fn input(&self, kind: &str, autocomplete: Option<&str>) -> Markup {
        self.framed(html! {
            input id=(self.id()) name=(self.name) type=(kind) value=(self.value)
                autocomplete=[autocomplete] required[self.is_required()]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    /// Several lines.
    pub fn text_area(&self, rows: u8, max: Option<usize>) -> Markup {
        self.framed(html! {
            textarea id=(self.id()) name=(self.name) rows=(rows) maxlength=[max]
                required[self.is_required()] aria-describedby=[self.described_by()]
                aria-invalid=[self.invalid()] dir="auto" {
                // HTML drops a line break that begins a text area: the first one is not the text's.
                "\n" (self.value)
            }
        })
    }

    /// One of several, by value and text.
    pub fn select<'b>(&self, options: impl Iterator<Item = (&'b str, &'b str)>) -> Markup {
        self.framed(html! {
            select id=(self.id()) name=(self.name) required[self.is_required()]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                @for (value, text) in options {
                    option value=(value) selected[value == self.value] { (text) }
                }
            }
        })
    }

    /// Ticked or not.
    pub fn tick_box(&self, ticked: &str) -> Markup {
        html! {
            div.field.tick {
                (self.problem_line())
                label {
                    input id=(self.id()) name=(self.name) type="checkbox" value=(ticked)
                        checked[self.value == ticked] required[self.is_required()]
                        aria-describedby=[self.described_by()];
                    " " (self.label)
                }
                (self.hint_line())
            }
        }
    }

    /// Files.
    pub fn files(&self) -> Markup {
        self.framed(html! {
            input id=(self.id()) name=(self.name) type="file" multiple
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    fn framed(&self, control: Markup) -> Markup {
        html! {
            div.field {
                label for=(self.id()) {
                    (self.label)
                    @if self.need == Need::Optional { span.optional { " (optional)" } }
                }
                (self.hint_line())
                (self.problem_line())
                (control)
            }
        }
    }

    fn hint_line(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() { p.hint id={ (self.id()) "-hint" } { (self.hint) } }
        }
    }

    fn problem_line(&self) -> Markup {
        html! {
            @if let Some(problem) = self.problem {
                p.problem id={ (self.id()) "-problem" } { (problem) }
            }
        }
    }

    /// The id of the control, which the summary links to.
    pub fn id(&self) -> String {
        let is_plain = |c: &char| c.is_ascii_alphanumeric();
        self.name.chars().filter(is_plain).collect()
    }

    const fn is_required(&self) -> bool {
        matches!(self.need, Need::Required)
    }

    const fn invalid(&self) -> Option<&'static str> {
        match self.problem {
            Some(_) => Some("true"),
            None => None,
        }
    }

    fn described_by(&self) -> Option<String> {
        let problem = self.problem.map(|_| format!("{}-problem", self.id()));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let ids: Vec<_> = problem.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
