//! The callback through which effects dispatch events.

use crate::form::Event;
use std::rc::Rc;

/// Applies an event to the form. Does nothing if the form has been unmounted.
pub type Dispatch = Rc<dyn Fn(Event)>;
