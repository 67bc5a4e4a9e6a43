//! Both panes show the same place: what stands at the top of one stands at the top of the other.

use super::super::{effects::value, pause::Pause};
use leptos::{
    html::{Div, Textarea},
    prelude::*,
};
use std::{ops::Range, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How long a text that changed is left alone before it is measured: that lays out all of it.
const QUIET: Duration = Duration::from_millis(80);

/// The two panes, and where which block of the source stands in each.
#[derive(Clone, Copy)]
pub struct Scroll {
    text: NodeRef<Textarea>,
    /// The text once more, unseen: a text area tells nobody where its lines are.
    pub mirror: NodeRef<Div>,
    /// What the preview scrolls in.
    pub frame: NodeRef<Div>,
    /// The blocks of the preview, each child of the source's range of the same number.
    pub blocks: NodeRef<Div>,
    /// Where each block stands in the source, in bytes.
    pub sources: StoredValue<Vec<Range<usize>>>,
    /// The width that was measured at, and the places; empty after a change.
    measured: StoredValue<(i32, Vec<Place>)>,
    /// Where each pane was scrolled to by the other, which is nobody's wish to follow.
    sent: StoredValue<Place>,
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
    pub fn new(text: NodeRef<Textarea>) -> Self {
        Self {
            text,
            mirror: NodeRef::new(),
            frame: NodeRef::new(),
            blocks: NodeRef::new(),
            sources: StoredValue::default(),
            measured: StoredValue::default(),
            sent: StoredValue::new([NOWHERE; 2]),
            pause: Pause::new(),
        }
    }

    /// Forgets what was measured: the text is another one.
    pub fn forget(self) {
        self.measured.update_value(|(_, places)| places.clear());
    }

    /// Moves the focus to the preview.
    pub fn focus_preview(self) {
        let region = self
            .frame
            .get_untracked()
            .and_then(|frame| frame.first_element_child());
        if let Some(region) = region.and_then(|region| region.dyn_into::<HtmlElement>().ok()) {
            let _ = region.focus();
        }
    }

    /// Lets the other pane follow one that was scrolled.
    pub fn follow(self, led: Pane) {
        let Some(panes) = self.panes() else { return };
        let top = f64::from(panes[led as usize].scroll_top());
        let sent = self
            .sent
            .try_update_value(|sent| std::mem::replace(&mut sent[led as usize], NOWHERE));
        if sent.is_some_and(|sent| (sent - top).abs() < 1.5) {
            return;
        }
        let width = panes[0].client_width();
        let fresh = self
            .measured
            .with_value(|(at, places)| *at == width && !places.is_empty());
        if fresh {
            self.align(led, &panes);
        } else {
            self.pause.then(QUIET, move || {
                self.measure(&panes);
                self.align(led, &panes);
            });
        }
    }

    fn panes(self) -> Option<[HtmlElement; 2]> {
        let text: HtmlElement = self.text.get_untracked()?.into();
        let preview: HtmlElement = self.frame.get_untracked()?.into();
        let shown = |pane: &HtmlElement| pane.client_height() > 0;
        (shown(&text) && shown(&preview)).then_some([text, preview])
    }

    fn align(self, led: Pane, panes: &[HtmlElement; 2]) {
        let (from, to) = (led as usize, 1 - led as usize);
        let top = f64::from(panes[from].scroll_top());
        let ends = [end(&panes[0]), end(&panes[1])];
        let wanted = self
            .measured
            .with_value(|(_, places)| across(places, ends, top, from));
        let before = panes[to].scroll_top();
        panes[to].set_scroll_top(wanted.round() as i32);
        let now = panes[to].scroll_top();
        // What did not move has nothing to tell either.
        if now != before {
            self.sent.update_value(|sent| sent[to] = f64::from(now));
        }
    }

    fn measure(self, panes: &[HtmlElement; 2]) {
        let (Some(text), Some(mirror), Some(blocks)) = (
            self.text.get_untracked(),
            self.mirror.get_untracked(),
            self.blocks.get_untracked(),
        ) else {
            return;
        };
        let width = panes[0].client_width();
        let _ = HtmlElement::style(&mirror).set_property("width", &format!("{width}px"));
        let in_text = self
            .sources
            .with_value(|sources| lines_of(&mirror, &value(&text), sources));
        let in_preview = tops(&blocks, &panes[1]);
        mirror.set_text_content(None);
        let places = in_text.into_iter().zip(in_preview).map(|(a, b)| [a, b]);
        self.measured.set_value((width, places.collect()));
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
