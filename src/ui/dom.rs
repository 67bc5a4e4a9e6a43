//! Elements: made one by one, and kept up to date by Leptos' signals.
//!
//! Leptos' own `view!` makes a type of each element, and code for each type: a kilobyte and a half
//! of a page's download for every one. Here all elements are of one type, and what they follow is
//! a boxed closure. Signals, owners and tasks are Leptos' own: what stands here lives as long as the
//! owner that it was made under.

use super::group::Group;
use super::watch::{Said, follow, listen, watch};
use leptos::prelude::{document, untrack};
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, Node};

/// An element that is being made.
#[derive(Clone)]
pub struct El(Element);

/// An element of HTML.
pub fn el(tag: &str) -> El {
    El(made(document().create_element(tag)))
}

/// An element of HTML with a class.
pub fn classed(tag: &str, class: &str) -> El {
    el(tag).attr("class", class)
}

/// A button that submits nothing.
pub fn button(class: &str, words: &str, press: impl FnMut(Event) + 'static) -> El {
    let button = classed("button", class).attr("type", "button");
    button.text(words).on("click", press)
}

/// A picture of 20 by 20, drawn in one go for the eye alone.
pub fn icon(strokes: &str) -> El {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let shape = |tag| El(made(document().create_element_ns(SVG, tag)));
    shape("svg")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .child(shape("path").attr("d", strokes))
}

/// Every name here is one that can be made: a page in which that fails is broken, and so is a form
/// with parts missing.
fn made(element: Result<Element, JsValue>) -> Element {
    element.unwrap_or_else(|_| unreachable!("an element can be made"))
}

impl El {
    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element as what its tag makes of it.
    pub fn as_a<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> Self {
        self.put(&document().create_text_node(text));
        self
    }

    /// Adds an element.
    pub fn child(self, child: El) -> Self {
        self.put(&child.0);
        self
    }

    /// Adds an element, if there is one.
    pub fn maybe(self, child: Option<El>) -> Self {
        self.children(child)
    }

    /// Adds elements.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self.put(&child.0);
        }
        self
    }

    fn put(&self, node: &Node) {
        let _ = self.0.append_child(node);
    }

    /// Does something whenever an event comes.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, act);
        self
    }

    /// Keeps an attribute as it is to be; none takes it away.
    pub fn attr_by<T: Into<Said>>(
        self,
        name: &'static str,
        value: impl Fn() -> Option<T> + 'static,
    ) -> Self {
        let node = self.0.clone();
        follow(
            move || value().map(Into::into),
            move |value| {
                let _ = match value {
                    Some(value) => node.set_attribute(name, value),
                    None => node.remove_attribute(name),
                };
            },
        );
        self
    }

    /// Keeps an attribute without a value, such as `hidden`, as it is to be.
    pub fn flag_by(self, name: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        self.attr_by(name, move || is_set().then_some(""))
    }

    /// Keeps a class as it is to be.
    pub fn class_by(self, class: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        let classes = self.0.class_list();
        follow(
            move || is_set().then_some(Cow::Borrowed("")),
            move |is_set| {
                let _ = classes.toggle_with_force(class, is_set.is_some());
            },
        );
        self
    }

    /// Keeps the width as it is to be, in percent; none lets the style decide.
    pub fn width_by(self, percent: impl Fn() -> Option<u32> + 'static) -> Self {
        let style = self.as_a::<HtmlElement>().style();
        follow(
            move || percent().map(|percent| format!("{percent}%").into()),
            move |width| {
                let _ = style.set_property("width", width.unwrap_or_default());
            },
        );
        self
    }

    /// Adds a text and keeps it as it is to be.
    pub fn text_by<T: Into<Said>>(self, text: impl Fn() -> T + 'static) -> Self {
        let node = document().create_text_node("");
        self.put(&node);
        follow(
            move || Some(text().into()),
            move |text| node.set_data(text.unwrap_or_default()),
        );
        self
    }

    /// Keeps what a control holds as it is to be. What the person has just written is not written
    /// back: that would end an input method's composition (Safari 17).
    pub fn value_by<T: Into<Said>>(self, value: impl Fn() -> T + 'static) -> Self {
        let control = self.control();
        follow(
            move || Some(value().into()),
            move |value| {
                let value = value.unwrap_or_default();
                if control.value() != value {
                    control.set_value(value);
                }
            },
        );
        self
    }

    /// Keeps what is chosen of a list as it is to be. What is not offered chooses the first.
    pub fn chosen_by(self, value: impl Fn() -> String + 'static) -> Self {
        let select: HtmlSelectElement = self.as_a();
        follow(
            move || Some(value().into()),
            move |value| {
                select.set_value(value.unwrap_or_default());
                if select.selected_index() < 0 {
                    select.set_selected_index(0);
                }
            },
        );
        self
    }

    /// Keeps a tick box as it is to be.
    pub fn checked_by(self, is_checked: impl Fn() -> bool + 'static) -> Self {
        let control = self.control();
        watch(move || control.set_checked(is_checked()));
        self
    }

    /// A select and a text area have the same properties.
    fn control(&self) -> HtmlInputElement {
        self.as_a()
    }

    /// Shows one element for each key, in the order of the keys. One whose key stays is not made
    /// anew: nobody loses the focus in it.
    pub fn each<K: Clone + PartialEq + 'static>(
        self,
        keys: impl Fn() -> Vec<K> + 'static,
        make: impl Fn(K) -> El + 'static,
    ) -> Self {
        let mut group = Group::at_the_end_of(&self.0);
        let mut shown = Vec::new();
        watch(move || {
            let now = keys();
            let before = |key| shown.iter().position(|old| old == key);
            let from = now.iter().map(before).collect();
            untrack(|| group.follow(from, &mut |place| make(now[place].clone()).0));
            shown = now;
        });
        self
    }

    /// Shows an element of a value while there is one; another value is another element.
    pub fn some<K: Clone + PartialEq + 'static>(
        self,
        value: impl Fn() -> Option<K> + 'static,
        make: impl Fn(K) -> El + 'static,
    ) -> Self {
        self.each(move || value().into_iter().collect(), make)
    }

    /// Shows an element while something is so.
    pub fn when(self, is_so: impl Fn() -> bool + 'static, make: impl Fn() -> El + 'static) -> Self {
        self.some(move || is_so().then_some(()), move |()| make())
    }
}

/// What the control of an event holds.
pub fn held(event: &Event) -> String {
    control_of(event).map_or_else(String::new, |control| control.value())
}

/// The control of an event; a select and a text area have the same properties.
pub fn control_of(event: &Event) -> Option<HtmlInputElement> {
    Some(event.target()?.unchecked_into())
}
