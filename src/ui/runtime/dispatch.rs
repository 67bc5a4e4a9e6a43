//! The callback through which effects dispatch events.

use crate::form::Event;
use std::rc::Rc;

/// Applies an event to the form. Does nothing after the form was unmounted.
pub type Dispatch = Rc<dyn Fn(Event)>;
