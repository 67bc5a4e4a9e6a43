//! Values for the builder: a constant, or a closure that reads signals.

use super::reactive::{ReadText, Text};
use std::borrow::Cow;

/// A value of an attribute, a class, a style property, a property or text. `None` removes it.
///
/// A closure is boxed, so that [`El`](super::El) sets a value by code that is compiled once, not
/// once for each closure.
pub enum Value<'a> {
    Constant(Option<Cow<'a, str>>),
    Reactive(Box<ReadText>),
}

/// Conversion into a [`Value`].
pub trait IntoValue<'a> {
    fn into_value(self) -> Value<'a>;
}

impl<'a> IntoValue<'a> for &'a str {
    fn into_value(self) -> Value<'a> {
        Value::Constant(Some(Cow::Borrowed(self)))
    }
}

impl<'a> IntoValue<'a> for Option<&'a str> {
    fn into_value(self) -> Value<'a> {
        Value::Constant(self.map(Cow::Borrowed))
    }
}

impl<'a> IntoValue<'a> for String {
    fn into_value(self) -> Value<'a> {
        Value::Constant(Some(Cow::Owned(self)))
    }
}

impl<'a> IntoValue<'a> for bool {
    fn into_value(self) -> Value<'a> {
        Value::Constant(self.into_text())
    }
}

impl<'a, F, T> IntoValue<'a> for F
where
    F: Fn() -> T + 'static,
    T: IntoText,
{
    fn into_value(self) -> Value<'a> {
        Value::Reactive(Box::new(move || self().into_text()))
    }
}

/// Conversion into text. `true` is the empty string, as in a boolean attribute; `false` is `None`.
pub trait IntoText {
    fn into_text(self) -> Option<Text>;
}

impl IntoText for &'static str {
    fn into_text(self) -> Option<Text> {
        Some(Cow::Borrowed(self))
    }
}

impl IntoText for String {
    fn into_text(self) -> Option<Text> {
        Some(Cow::Owned(self))
    }
}

impl IntoText for bool {
    fn into_text(self) -> Option<Text> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Option<Text> {
        self?.into_text()
    }
}
