//! Write, preview, or both side by side: by the room there is, and by the person's choice.

use super::super::dom::{El, button, classed};
use super::super::effects::{recalled, remember};
use super::super::words;
use super::roving;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

/// Below this width of the form, in CSS pixels, two panes are too narrow to write in.
const WIDE: f64 = 720.0;
/// What the browser keeps the choice under.
const NAME: &str = "open-ticket-view";
/// The id of what the tabs show.
pub const PANEL: &str = "open-ticket-panes";

/// What is shown of the message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum View {
    Write,
    Preview,
    Both,
}

impl View {
    pub const ALL: [Self; 3] = [Self::Write, Self::Preview, Self::Both];

    /// Its name, as a class and as it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Preview => "preview",
            Self::Both => "both",
        }
    }

    /// The id of its tab.
    pub fn tab(self) -> String {
        format!("open-ticket-view-{}", self.name())
    }
}

/// What was chosen, and whether there is room for two.
#[derive(Clone, Copy)]
pub struct Views {
    chosen: RwSignal<View>,
    wide: RwSignal<bool>,
}

impl Views {
    /// As the person left it. Somebody who has nothing to look at yet came to write.
    pub fn recalled(is_blank: bool) -> Self {
        let kept = recalled(NAME);
        let kept = View::ALL
            .into_iter()
            .find(|v| Some(v.name()) == kept.as_deref());
        let chosen = kept.filter(|view| !(is_blank && *view == View::Preview));
        Self {
            chosen: RwSignal::new(chosen.unwrap_or(View::Both)),
            wide: RwSignal::new(false),
        }
    }

    /// What is shown: without the room for both, the text.
    pub fn shown(self) -> View {
        match self.chosen.get() {
            View::Both if !self.wide.get() => View::Write,
            chosen => chosen,
        }
    }

    /// Shows this from now on, and on the next visit.
    pub fn choose(self, view: View) {
        self.chosen.set(view);
        remember(NAME, view.name());
    }

    /// Makes sure that the text can be written in.
    pub fn show_text(self) {
        if self.chosen.get_untracked() == View::Preview {
            self.chosen.set(View::Write);
        }
    }

    /// Turns from the text to the preview, or back, and says which it is now. Side by side, nothing
    /// is hidden: the preview is shown alone.
    pub fn turn(self) -> View {
        let next = match self.chosen.get_untracked() {
            View::Preview => View::Write,
            _ => View::Preview,
        };
        self.choose(next);
        next
    }

    /// Follows the width of the form that an element is in, as long as it is on the page.
    fn follow(self, element: &Element) {
        let inside = element.clone();
        let measure = Closure::<dyn Fn()>::new(move || self.measure(&inside));
        let watch = ResizeObserver::new(measure.as_ref().unchecked_ref());
        let Ok(watch) = watch else { return };
        watch.observe(element);
        let kept = StoredValue::new_local(Some((watch, measure)));
        on_cleanup(move || {
            let kept = kept.try_update_value(Option::take).flatten();
            if let Some((watch, _)) = kept {
                watch.disconnect();
            }
        });
    }

    fn measure(self, inside: &Element) {
        let form = inside.closest(".open-ticket").ok().flatten();
        let width = form.map(|form| form.get_bounding_client_rect().width());
        let is_wide = width.is_some_and(|width| width >= WIDE);
        if self.wide.try_get_untracked() == Some(!is_wide) {
            self.wide.set(is_wide);
        }
    }

    /// The tabs of the views (the ARIA pattern of tabs; what an arrow leads to is shown at once).
    pub fn tabs(self, editor: &El) -> El {
        self.follow(editor.node());
        let group = classed("div", "tabs")
            .attr("role", "tablist")
            .attr("aria-label", words::VIEWS)
            .children(View::ALL.map(|view| self.tab(view)));
        let tabs: HtmlElement = group.as_a();
        group.on("keydown", move |event| {
            let next = roving::moved(event.unchecked_ref(), &tabs);
            if let Some(view) = next.and_then(|next| View::ALL.get(next)) {
                self.choose(*view);
            }
        })
    }

    fn tab(self, view: View) -> El {
        let selected = move |yes, no| move || Some(if self.shown() == view { yes } else { no });
        button("tab", words::view(view.name()), move |_| self.choose(view))
            .attr("role", "tab")
            .attr("id", &view.tab())
            .attr("aria-controls", PANEL)
            .attr_by("aria-selected", selected("true", "false"))
            .attr_by("tabindex", selected("0", "-1"))
            .flag_by("hidden", move || view == View::Both && !self.wide.get())
    }
}
