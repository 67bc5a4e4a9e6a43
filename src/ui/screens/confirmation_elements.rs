//! The elements of the confirmation that the editor chunk completes.

use crate::ui::dom::El;
use crate::ui::runtime::store::Store;

/// The elements of the confirmation. The main chunk creates them with the number and the links; the
/// editor chunk adds the content of the ticket, and its actions.
#[derive(Clone)]
pub struct ConfirmationElements {
    pub store: Store,
    /// The heading with the number.
    pub head: El,
    /// The content of the ticket.
    pub details: El,
    pub actions: El,
}
