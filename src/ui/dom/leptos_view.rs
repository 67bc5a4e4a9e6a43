//! [`El`] as a Leptos view: it can be mounted with `mount_to`, returned as `impl IntoView`, and
//! used in any `view!`.

use super::element::El;
use super::reactive::store_until_cleanup;
use leptos::attr::Attribute;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use web_sys::Element;

impl Render for El {
    type State = Element;

    fn build(self) -> Element {
        self.node().clone()
    }

    /// Replaces the mounted element: an `El` is updated by its effects, not here.
    fn rebuild(self, mounted: &mut Element) {
        let mut element = self.build();
        // A clone of a mounted `El` is the same element.
        if element != *mounted {
            mounted.insert_before_this(&mut element);
            mounted.unmount();
            *mounted = element;
        }
    }
}

impl AddAnyAttr for El {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self {
        let attr = attr.into_any_attr();
        // The state holds the effects of a reactive attribute.
        store_until_cleanup(Box::new(attr.build(self.node())));
        self
    }
}

/// An `El` is a DOM element, so it exists only in the browser. A server renders a placeholder, and
/// hydration inserts the element before it.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = "<!>".len();

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        buf.push_str("<!>");
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Element {
        let mut element = self.build();
        cursor
            .next_placeholder(position)
            .insert_before_this(&mut element);
        element
    }

    fn into_owned(self) -> Self {
        self
    }
}
