//! HTML elements as Leptos views: a builder, reactive effects, event listeners, focus and
//! debouncing.

mod builder;
mod button;
mod child;
mod clipboard;
mod debounce;
mod element;
mod focus;
mod icon;
mod keyed_list;
mod leptos_view;
mod new_tab_link;
mod reactive;
mod slot_element;
mod value_or_closure;

pub use builder::Prop;
pub use button::button;
pub use clipboard::{copy_all, copy_text};
pub use debounce::Debounce;
pub use element::{El, el};
pub use focus::{focus, focus_with_label};
pub use icon::icon;
pub use new_tab_link::new_tab_link;
pub use reactive::{
    listen, on_restore, render_effect, restore_controls, store_until_cleanup, watch,
};
pub use slot_element::slot;
