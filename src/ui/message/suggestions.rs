//! Knowledge-base articles that match the subject and the message, below the editor.
//!
//! The index is fetched when the message is first used. From then on, everything happens in the browser:
//! nothing that is typed is sent.

use super::editor_elements::EditorElements;
use crate::form::Form;
use crate::locale::strings;
use crate::suggestions::{Index, Link};
use crate::ui::dom::{Debounce, El, button, el, focus, listen, new_tab_link, render_effect};
use crate::ui::platform::{fetch_same_origin, to_search_text};
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{ArcTrigger, Notify, Track, untrack};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// Pause in typing after which the articles are ranked.
const DELAY: Duration = Duration::from_millis(500);

struct Suggestions {
    store: Store,
    text_area: HtmlTextAreaElement,
    view: HtmlElement,
    index: RefCell<Option<Index>>,
    is_fetched: Cell<bool>,
    is_hidden: Cell<bool>,
    shown: Rc<Shown>,
    ranking: Debounce,
}

/// Displayed suggestions. Uses a trigger, because signals of these types add code.
struct Shown {
    links: RefCell<Vec<Link>>,
    /// `true` once there were suggestions, which are announced once.
    were_found: Cell<bool>,
    changed: ArcTrigger,
}

impl Shown {
    fn replace(&self, links: Vec<Link>) {
        if !links.is_empty() {
            self.were_found.set(true);
        }
        self.links.replace(links);
        self.changed.notify();
    }

    fn links(&self) -> Vec<Link> {
        self.changed.track();
        self.links.borrow().clone()
    }
}

/// Adds the suggestions, if the rules name an index, until the current `Owner` is cleaned up.
pub fn attach_suggestions(elements: &EditorElements) {
    let store = elements.store;
    let view = el("div").class("suggestions");
    let suggestions = Rc::new(Suggestions {
        store,
        text_area: elements.text_area.clone(),
        view: view.cast(),
        index: RefCell::default(),
        is_fetched: Cell::default(),
        is_hidden: Cell::default(),
        shown: Rc::new(Shown {
            links: RefCell::default(),
            were_found: Cell::default(),
            changed: ArcTrigger::new(),
        }),
        ranking: Debounce::new(),
    });
    elements.below.clone().child(suggestions.fill(view));
    // On focus, before the first key press: no request is sent while the user types.
    let used = suggestions.clone();
    listen(&elements.text_area, "focus", move |_| used.fetch_index());
    let is_blank = store.with_untracked(|form| form.draft().message.is_empty());
    let has_focus = elements.text_area.matches(":focus") == Ok(true);
    if has_focus || !is_blank {
        suggestions.fetch_index();
    }
    render_effect(move || {
        store.with_message(|_| ());
        let ranked = suggestions.clone();
        let schedule = || suggestions.ranking.schedule(DELAY, move || ranked.update());
        untrack(schedule);
    });
}

impl Suggestions {
    /// Fetches the index, once. Without one, there are no suggestions.
    fn fetch_index(self: &Rc<Self>) {
        let url = |form: &Form| Some(form.rules()?.suggestions.clone());
        let url = self.store.with_untracked(url).unwrap_or_default();
        if url.is_empty() || self.is_fetched.replace(true) {
            return;
        }
        let endpoint = untrack(|| self.store.drafts().endpoint());
        let weak: Weak<Self> = Rc::downgrade(self);
        spawn_local(async move {
            let json = fetch_same_origin(&endpoint, &url).await;
            // The form may have been removed.
            if let (Some(json), Some(this)) = (json, weak.upgrade()) {
                this.index.replace(Index::decode(&json));
                this.update();
            }
        });
    }

    /// Ranks the articles. While the user is in the list, it does not change.
    fn update(&self) {
        if self.is_hidden.get() || self.view.matches(":focus-within") == Ok(true) {
            return;
        }
        let texts = |form: &Form| {
            let draft = form.draft();
            (
                to_search_text(&draft.subject),
                to_search_text(&draft.message),
            )
        };
        let index = self.index.borrow();
        let Some(index) = &*index else {
            return;
        };
        let (subject, message) = self.store.with_untracked(texts);
        let links = index.suggest(&subject, &message);
        if links != *self.shown.links.borrow() {
            self.shown.replace(links);
        }
    }

    /// Hides the suggestions of this form permanently, and returns the focus to the message.
    fn hide(&self) {
        self.is_hidden.set(true);
        focus(&self.text_area);
        self.shown.replace(Vec::new());
    }

    /// Adds the announcement and the list. The live region is in the document before its text, so that screen
    /// readers announce it (WCAG 4.1.3).
    fn fill(self: &Rc<Self>, view: El) -> El {
        let (found, shown) = (self.shown.clone(), self.shown.clone());
        let announcement = move || {
            found.changed.track();
            if found.were_found.get() {
                strings::SUGGESTIONS_FOUND
            } else {
                ""
            }
        };
        let status = el("p").class("visually-hidden").attr("role", "status");
        let this = Rc::downgrade(self);
        let list = shown.clone();
        view.child(status.child(announcement)).show(
            move || !shown.links().is_empty(),
            move || {
                let (this, list) = (this.clone(), list.clone());
                let hide = move |_| {
                    if let Some(this) = this.upgrade() {
                        this.hide();
                    }
                };
                el("div")
                    .class("suggestion-box")
                    .child(el("p").child(strings::SUGGESTIONS_HEADING))
                    .child(el("ul").keyed_list(move || list.links(), |link| link_view(&link)))
                    .child(button("button small", strings::SUGGESTIONS_HIDE, hide))
            },
        )
    }
}

fn link_view(link: &Link) -> El {
    el("li").child(new_tab_link(&link.url, &link.title))
}
