//! Write, preview, or both side by side: by the room there is, and by the person's choice.

use super::super::effects::{recalled, remember};
use super::super::words;
use super::roving;
use leptos::{html::Div, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, KeyboardEvent, ResizeObserver};

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

    /// Whether only the other view is shown.
    pub fn is_only(self, view: View) -> Signal<bool> {
        Signal::derive(move || self.shown() == view)
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

    /// Follows the width of the form that a group is in, as long as it is on the page.
    fn follow(self, group: NodeRef<Div>) {
        let observer = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn Fn()>)>);
        Effect::new(move |_| {
            let form = group.get()?.closest(".open-ticket").ok()??;
            let measured = form.clone();
            let measure = Closure::<dyn Fn()>::new(move || self.measure(&measured));
            let watch = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok()?;
            watch.observe(&form);
            observer.set_value(Some((watch, measure)));
            Some(())
        });
        on_cleanup(move || {
            observer.try_update_value(|kept| kept.take().map(|(watch, _)| watch.disconnect()));
        });
    }

    fn measure(self, form: &Element) {
        let wide = form.get_bounding_client_rect().width() >= WIDE;
        if self.wide.try_get_untracked() == Some(!wide) {
            self.wide.set(wide);
        }
    }
}

/// The tabs of the views (the ARIA pattern of tabs; what an arrow leads to is shown at once).
#[component]
pub fn Tabs(
    /// What they choose from.
    views: Views,
) -> impl IntoView {
    let group = NodeRef::<Div>::new();
    views.follow(group);
    let key_down = move |event: KeyboardEvent| {
        let next = group
            .get_untracked()
            .and_then(|group| roving::moved(&event, &group));
        if let Some(view) = next.and_then(|next| View::ALL.get(next)) {
            views.choose(*view);
        }
    };
    let tab = move |view: View| {
        let selected =
            move |yes, no| Signal::derive(move || if views.shown() == view { yes } else { no });
        let out_of_room = Signal::derive(move || view == View::Both && !views.wide.get());
        view! { class="ot",
            <button
                type="button"
                class="tab"
                role="tab"
                id=view.tab()
                aria-controls=PANEL
                aria-selected=selected("true", "false")
                tabindex=selected("0", "-1")
                hidden=out_of_room
                on:click=move |_| views.choose(view)
            >
                {words::view(view.name())}
            </button>
        }
    };
    view! { class="ot",
        <div class="tabs" role="tablist" aria-label=words::VIEWS node_ref=group on:keydown=key_down>
            {View::ALL.map(tab).collect_view()}
        </div>
    }
}
