//! Both panes show the same place: what stands at the top of one stands at the top of the other.

use super::super::{effects::value, pause::Pause};
use super::{Parts, editor::Editor};
use leptos::prelude::document;
use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// How long a text that changed is left alone before it is measured: that lays out all of it.
const QUIET: Duration = Duration::from_millis(80);

/// The two panes, and where which block of the source stands in each.
pub struct Scroll {
    text: HtmlTextAreaElement,
    mirror: HtmlElement,
    frame: HtmlElement,
    /// The blocks of the preview, each child of the source's range of the same number.
    blocks: HtmlElement,
    /// Where each block stands in the source, in bytes.
    pub sources: RefCell<Vec<Range<usize>>>,
    /// The width that was measured at, and the places; empty after a change.
    measured: RefCell<(i32, Vec<Place>)>,
    /// Where each pane was scrolled to by the other, which is nobody's wish to follow.
    sent: Cell<Place>,
    pause: Pause,
}

/// A place in both panes, in CSS pixels from the top of what is scrolled: text, preview.
type Place = [f64; 2];

/// No pane is scrolled to there.
const NOWHERE: f64 = -100.0;

/// A pane, by its number in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Text = 0,
    Preview = 1,
}

impl Scroll {
    pub fn new(parts: &Parts) -> Self {
        Self {
            text: parts.area.clone(),
            mirror: parts.mirror.clone(),
            frame: parts.frame.clone(),
            blocks: parts.blocks.clone(),
            sources: RefCell::default(),
            measured: RefCell::default(),
            sent: Cell::new([NOWHERE; 2]),
            pause: Pause::new(),
        }
    }

    /// Forgets what was measured: the text is another one.
    pub fn forget(&self) {
        self.measured.borrow_mut().1.clear();
    }

    /// Lets the other pane follow one that was scrolled.
    pub fn follow(editor: &Rc<Editor>, led: Pane) {
        let this = &editor.scroll;
        let Some(panes) = this.panes() else { return };
        let top = f64::from(panes[led as usize].scroll_top());
        let mut sent = this.sent.get();
        let was_sent = std::mem::replace(&mut sent[led as usize], NOWHERE);
        this.sent.set(sent);
        if (was_sent - top).abs() < 1.5 {
            return;
        }
        if this.is_measured_at(panes[0].client_width()) {
            this.align(led, &panes);
        } else {
            let editor = editor.clone();
            this.pause.then(QUIET, move || {
                editor.scroll.measure(&panes);
                editor.scroll.align(led, &panes);
            });
        }
    }

    fn is_measured_at(&self, width: i32) -> bool {
        let (at, places) = &*self.measured.borrow();
        *at == width && !places.is_empty()
    }

    fn panes(&self) -> Option<[HtmlElement; 2]> {
        let text: HtmlElement = self.text.clone().into();
        let preview = self.frame.clone();
        let shown = |pane: &HtmlElement| pane.client_height() > 0;
        (shown(&text) && shown(&preview)).then_some([text, preview])
    }

    fn align(&self, led: Pane, panes: &[HtmlElement; 2]) {
        let (from, to) = (led as usize, 1 - led as usize);
        let top = f64::from(panes[from].scroll_top());
        let ends = [end(&panes[0]), end(&panes[1])];
        let wanted = across(&self.measured.borrow().1, ends, top, from);
        let before = panes[to].scroll_top();
        panes[to].set_scroll_top(wanted.round() as i32);
        let now = panes[to].scroll_top();
        // What did not move has nothing to tell either.
        if now != before {
            let mut sent = self.sent.get();
            sent[to] = f64::from(now);
            self.sent.set(sent);
        }
    }

    fn measure(&self, panes: &[HtmlElement; 2]) {
        let (text, mirror) = (&self.text, &self.mirror);
        let width = panes[0].client_width();
        let _ = HtmlElement::style(mirror).set_property("width", &format!("{width}px"));
        let in_text = lines_of(mirror, &value(text), &self.sources.borrow());
        let in_preview = tops(&self.blocks, &panes[1]);
        mirror.set_text_content(None);
        let places = in_text.into_iter().zip(in_preview).map(|(a, b)| [a, b]);
        *self.measured.borrow_mut() = (width, places.collect());
    }
}

/// Where the other pane is to be: between two known places as far as this one is between them. Both
/// reach their ends together.
fn across(places: &[Place], ends: Place, top: f64, from: usize) -> f64 {
    let to = 1 - from;
    let inside = |place: &&Place| place[0] < ends[0] && place[1] < ends[1];
    let mut before = [0.0; 2];
    for place in places.iter().filter(inside).chain([&ends]) {
        if place[from] > top {
            let part = (top - before[from]) / (place[from] - before[from]);
            return before[to] + part * (place[to] - before[to]);
        }
        before = *place;
    }
    ends[to]
}

fn end(pane: &HtmlElement) -> f64 {
    f64::from(pane.scroll_height() - pane.client_height())
}

/// Where the line of each block's beginning stands, measured on the mirror.
fn lines_of(mirror: &HtmlElement, text: &str, sources: &[Range<usize>]) -> Vec<f64> {
    mirror.set_text_content(None);
    let mut from = 0;
    for source in sources {
        let line = text
            .get(..source.start)
            .and_then(|before| before.rfind('\n'));
        let start = line.map_or(0, |end| end + 1).max(from);
        append(mirror, text.get(from..start).unwrap_or_default());
        from = start;
    }
    append(mirror, text.get(from..).unwrap_or_default());
    // The first piece is what stands before the first block.
    tops(mirror, mirror).skip(1).collect()
}

fn append(mirror: &HtmlElement, piece: &str) {
    if let Ok(line) = document().create_element("div") {
        line.set_text_content(Some(piece));
        let _ = mirror.append_child(&line);
    }
}

/// The upper edges of an element's children, from the top of what scrolls around them.
fn tops(parent: &Element, scroller: &HtmlElement) -> impl Iterator<Item = f64> + use<> {
    let origin = scroller.get_bounding_client_rect().top() - f64::from(scroller.scroll_top());
    let children = parent.children();
    (0..children.length())
        .filter_map(move |place| children.item(place))
        .filter_map(|child| child.dyn_into::<HtmlElement>().ok())
        .map(move |child| child.get_bounding_client_rect().top() - origin)
}
