//! The builder methods of [`El`], named as in Leptos' own builder: each takes a value, or a closure
//! that is called again when a signal that it reads changes.

use super::child::Child;
use super::element::El;
use super::keyed_list::{BuildElement, KeyedList};
use super::reactive::{ReadText, bind, listen, on_restore, render_effect, run_untracked};
use super::value_or_closure::{IntoText, IntoValue, Value};
use leptos::ev::EventDescriptor;
use std::borrow::Cow;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// A property of a form control. Leptos' `prop` takes any name; these are the properties that the
/// form sets, each of which is written differently.
#[derive(Clone, Copy)]
pub enum Prop {
    /// `value` of an input or a text area. An equal value is not written: that would end an input
    /// method's composition (Safari 17).
    Value,
    /// `checked` of a checkbox.
    Checked,
    /// `value` of a select. A value without an option selects the first option.
    SelectedOption,
}

/// Writes a value to an element; `None` removes it.
type Write = fn(&Element, &'static str, Option<&str>);

impl El {
    /// Sets an attribute.
    pub fn attr<'a>(self, name: &'static str, value: impl IntoValue<'a>) -> Self {
        self.set(name, value.into_value(), write_attribute)
    }

    /// Sets the `class` attribute, or toggles one class: `.class(("open", move || is_open.get()))`.
    pub fn class(self, class: impl Class) -> Self {
        class.add_to(self)
    }

    /// Sets a style property: `.style(("width", move || width.get()))`.
    pub fn style<'a>(self, (name, value): (&'static str, impl IntoValue<'a>)) -> Self {
        self.set(name, value.into_value(), write_style)
    }

    /// Sets a property of a form control.
    pub fn prop<'a>(self, prop: Prop, value: impl IntoValue<'a>) -> Self {
        let write = match prop {
            Prop::Value => write_control_value,
            Prop::Checked => write_checked,
            Prop::SelectedOption => write_selected_option,
        };
        match value.into_value() {
            Value::Reactive(read) => self.set_property(read, write),
            value => self.set("", value, write),
        }
    }

    fn set_property(self, read: Box<ReadText>, write: Write) -> Self {
        let (read, node) = (Rc::new(read), self.node().clone());
        let current = read.clone();
        on_restore(move || write(&node, "", current().as_deref()));
        self.set("", Value::Reactive(Box::new(move || read())), write)
    }

    /// Adds an event listener: `.on(ev::click, |event| …)`. `ev::Custom` is not accepted: it is not
    /// `Copy`.
    pub fn on<E>(self, event: E, mut run: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor<EventType: JsCast> + Copy,
    {
        // The names of all other events are constants.
        if let Cow::Borrowed(name) = event.name() {
            listen(self.node(), name, move |event| run(event.unchecked_into()));
        }
        self
    }

    /// Appends an element, if there is one, or text.
    pub fn child(self, child: impl Child) -> Self {
        child.append_to(&self);
        self
    }

    /// Appends a fixed list of elements; [`keyed_list`](Self::keyed_list) appends a reactive one.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self.append(child.node());
        }
        self
    }

    /// Appends one element for each key, in the order of the keys, as `<For>` does. An element is
    /// not rebuilt while its key is present, so it keeps the focus.
    pub fn keyed_list<K: Clone + PartialEq + 'static>(
        self,
        keys: impl Fn() -> Vec<K> + 'static,
        view: impl Fn(K) -> El + 'static,
    ) -> Self {
        self.boxed_keyed_list(Box::new(keys), Box::new(view))
    }

    /// Implements `keyed_list`. Compiled once for each type of key, not once for each list.
    fn boxed_keyed_list<K: Clone + PartialEq + 'static>(
        self,
        keys: Box<dyn Fn() -> Vec<K>>,
        view: Box<dyn Fn(K) -> El>,
    ) -> Self {
        let mut list = KeyedList::append_to(self.node());
        let mut previous = Vec::new();
        render_effect(move || {
            let keys = keys();
            let previous_index = |key| previous.iter().position(|old| old == key);
            let sources: Vec<_> = keys.iter().map(previous_index).collect();
            run_untracked(&mut || list.update(&sources, &mut |index| view(keys[index].clone())));
            previous = keys;
        });
        self
    }

    /// Appends an element while there is a value, as `<ShowLet>` does. A different value rebuilds
    /// the element.
    pub fn show_let<K: Clone + PartialEq + 'static>(
        self,
        some: impl Fn() -> Option<K> + 'static,
        view: impl Fn(K) -> El + 'static,
    ) -> Self {
        self.boxed_show_let(Box::new(some), Box::new(view))
    }

    /// Implements `show_let`. Compiled once for each type of value.
    fn boxed_show_let<K: Clone + PartialEq + 'static>(
        self,
        some: Box<dyn Fn() -> Option<K>>,
        view: Box<dyn Fn(K) -> El>,
    ) -> Self {
        let mut list = KeyedList::append_to(self.node());
        let mut shown = None;
        render_effect(move || {
            let next = some();
            if next == shown {
                return;
            }
            let view = &view;
            let mut build = next.clone().map(|value| move || view(value.clone()));
            run_untracked(&mut || list.replace(build.as_mut().map(|it| it as &mut BuildElement)));
            shown = next;
        });
        self
    }

    /// Appends an element while a condition is true, as `<Show>` does.
    pub fn show(self, when: impl Fn() -> bool + 'static, view: impl Fn() -> El + 'static) -> Self {
        self.boxed_show(Box::new(when), Box::new(view))
    }

    /// Implements `show`. Not generic, so that it is compiled once.
    fn boxed_show(self, when: Box<dyn Fn() -> bool>, view: Box<dyn Fn() -> El>) -> Self {
        self.show_let(move || when().then_some(()), move |()| view())
    }

    /// Appends an element, and builds another one whenever a number changes.
    pub fn rebuild_on(
        self,
        number: impl Fn() -> u32 + 'static,
        view: impl Fn() -> El + 'static,
    ) -> Self {
        self.boxed_rebuild_on(Box::new(number), Box::new(view))
    }

    /// Implements `rebuild_on`. Not generic, so that it is compiled once.
    fn boxed_rebuild_on(self, number: Box<dyn Fn() -> u32>, view: Box<dyn Fn() -> El>) -> Self {
        self.show_let(move || Some(number()), move |_| view())
    }

    /// Sets a value, and updates it if it is reactive. Not generic, so that it is compiled once.
    fn set(self, name: &'static str, value: Value<'_>, write: Write) -> Self {
        let node = self.node();
        match value {
            Value::Constant(value) => write(node, name, value.as_deref()),
            Value::Reactive(read) => {
                let node = node.clone();
                bind(read, Box::new(move |value| write(&node, name, value)));
            }
        }
        self
    }
}

/// Value of the `class` attribute, or the name and condition of one class.
pub trait Class {
    /// Sets the attribute, or toggles the class.
    fn add_to(self, element: El) -> El;
}

impl Class for &str {
    fn add_to(self, element: El) -> El {
        element.attr("class", self)
    }
}

impl<F, T> Class for F
where
    F: Fn() -> T + 'static,
    T: IntoText,
{
    fn add_to(self, element: El) -> El {
        element.attr("class", self)
    }
}

impl Class for (&'static str, bool) {
    fn add_to(self, element: El) -> El {
        element.set(self.0, self.1.into_value(), toggle_class)
    }
}

impl<F: Fn() -> bool + 'static> Class for (&'static str, F) {
    fn add_to(self, element: El) -> El {
        element.set(self.0, self.1.into_value(), toggle_class)
    }
}

fn write_attribute(element: &Element, name: &'static str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn toggle_class(element: &Element, class: &'static str, value: Option<&str>) {
    let _ = element
        .class_list()
        .toggle_with_force(class, value.is_some());
}

fn write_style(element: &Element, name: &'static str, value: Option<&str>) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    let _ = style.set_property(name, value.unwrap_or_default());
}

/// Writes `value`, which inputs and text areas share.
fn write_control_value(element: &Element, _: &'static str, value: Option<&str>) {
    let control: &HtmlInputElement = element.unchecked_ref();
    let value = value.unwrap_or_default();
    if control.value() != value {
        control.set_value(value);
    }
}

fn write_checked(element: &Element, _: &'static str, value: Option<&str>) {
    let control: &HtmlInputElement = element.unchecked_ref();
    control.set_checked(value.is_some());
}

fn write_selected_option(element: &Element, _: &'static str, value: Option<&str>) {
    let select: &HtmlSelectElement = element.unchecked_ref();
    select.set_value(value.unwrap_or_default());
    if select.selected_index() < 0 {
        select.set_selected_index(0);
    }
}
