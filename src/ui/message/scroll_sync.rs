//! Scroll synchronization of text and preview, aligned at the blocks of the message.

use super::editor_elements::EditorElements;
use crate::ui::dom::Debounce;
use crate::ui::platform::text_area_value;
use leptos::prelude::document;
use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
    time::Duration,
};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// Delay before changed text is measured. Measuring lays out the whole text.
const MEASURE_DELAY: Duration = Duration::from_millis(80);
/// Delay for text of more than [`LONG_TEXT`] UTF-16 code units: typing at its end scrolls it.
const LONG_TEXT_DELAY: Duration = Duration::from_millis(500);
const LONG_TEXT: u32 = 1 << 16;

/// Synchronizes the scroll positions of the two panes.
pub struct ScrollSync {
    text: HtmlTextAreaElement,
    mirror: HtmlElement,
    preview_frame: HtmlElement,
    /// Each child is the block with the same index in `sources`.
    preview_blocks: HtmlElement,
    /// The range of each block in the text, in bytes.
    sources: RefCell<Vec<Range<usize>>>,
    measured: RefCell<Measured>,
    /// Offsets that the synchronization has set. The scroll events that they cause must be ignored.
    programmatic_offsets: Cell<Offsets>,
    measure: Debounce,
}

/// The measured offsets of the blocks; empty after a change.
#[derive(Default)]
struct Measured {
    /// Width of the text area, in CSS pixels.
    width: i32,
    blocks: Vec<Offsets>,
}

/// Offsets in text and preview, in CSS pixels from the top of the scrolled content.
type Offsets = [f64; 2];

/// Initial value, which is not a valid offset.
const NO_OFFSET: f64 = -100.0;

/// A pane: its index in [`Offsets`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Text = 0,
    Preview = 1,
}

impl ScrollSync {
    /// Creates the synchronization, without measurements.
    pub fn new(elements: &EditorElements) -> Self {
        Self {
            text: elements.text_area.clone(),
            mirror: elements.mirror.clone(),
            preview_frame: elements.preview_frame.clone(),
            preview_blocks: elements.preview_blocks.clone(),
            sources: RefCell::default(),
            measured: RefCell::default(),
            programmatic_offsets: Cell::new([NO_OFFSET; 2]),
            measure: Debounce::new(),
        }
    }

    /// Sets the range of each block in the text.
    pub fn set_sources(&self, sources: Vec<Range<usize>>) {
        *self.sources.borrow_mut() = sources;
    }

    /// Discards the measurements after a change of the text.
    pub fn discard_measurements(&self) {
        self.measured.borrow_mut().blocks.clear();
    }

    /// Scrolls the other pane to match a pane that was scrolled.
    pub fn follow(self: &Rc<Self>, leader: Pane) {
        let Some(panes) = self.visible_panes() else {
            return;
        };
        let offset = f64::from(panes[leader as usize].scroll_top());
        let mut programmatic_offsets = self.programmatic_offsets.get();
        let expected = std::mem::replace(&mut programmatic_offsets[leader as usize], NO_OFFSET);
        self.programmatic_offsets.set(programmatic_offsets);
        // Without blocks, for example while the preview is paused, there is nothing to align.
        if (expected - offset).abs() < 1.5 || self.sources.borrow().is_empty() {
            return;
        }
        if self.is_measured_at(panes[0].client_width()) {
            self.align(leader, &panes);
        } else {
            let this = self.clone();
            let delay = if self.text.text_length() > LONG_TEXT {
                LONG_TEXT_DELAY
            } else {
                MEASURE_DELAY
            };
            self.measure.schedule(delay, move || {
                this.measure_blocks(&panes);
                this.align(leader, &panes);
            });
        }
    }

    fn is_measured_at(&self, width: i32) -> bool {
        let measured = self.measured.borrow();
        measured.width == width && !measured.blocks.is_empty()
    }

    /// Returns text and preview if both are visible.
    fn visible_panes(&self) -> Option<[HtmlElement; 2]> {
        let text: HtmlElement = self.text.clone().into();
        let preview = self.preview_frame.clone();
        let is_visible = |pane: &HtmlElement| pane.client_height() > 0;
        (is_visible(&text) && is_visible(&preview)).then_some([text, preview])
    }

    fn align(&self, leader: Pane, panes: &[HtmlElement; 2]) {
        let (from, to) = (leader as usize, 1 - leader as usize);
        let offset = f64::from(panes[from].scroll_top());
        let max_offsets = [max_offset(&panes[0]), max_offset(&panes[1])];
        let target = interpolate(&self.measured.borrow().blocks, max_offsets, offset, from);
        let previous = panes[to].scroll_top();
        panes[to].set_scroll_top(target.round() as i32);
        let current = panes[to].scroll_top();
        // A pane that did not move dispatches no scroll event.
        if current != previous {
            let mut programmatic_offsets = self.programmatic_offsets.get();
            programmatic_offsets[to] = f64::from(current);
            self.programmatic_offsets.set(programmatic_offsets);
        }
    }

    fn measure_blocks(&self, panes: &[HtmlElement; 2]) {
        let (text, mirror) = (&self.text, &self.mirror);
        let width = panes[0].client_width();
        let _ = HtmlElement::style(mirror).set_property("width", &format!("{width}px"));
        let in_text = offsets_in_text(mirror, &text_area_value(text), &self.sources.borrow());
        let in_preview = child_offsets(&self.preview_blocks, &panes[1]);
        mirror.set_text_content(None);
        let blocks = in_text.into_iter().zip(in_preview).map(|(a, b)| [a, b]);
        *self.measured.borrow_mut() = Measured {
            width,
            blocks: blocks.collect(),
        };
    }
}

/// Interpolates the offset of the other pane linearly between two blocks. Both panes reach their
/// ends at the same time.
fn interpolate(blocks: &[Offsets], max_offsets: Offsets, offset: f64, from: usize) -> f64 {
    let to = 1 - from;
    let is_before_end = |block: &&Offsets| block[0] < max_offsets[0] && block[1] < max_offsets[1];
    let mut previous = [0.0; 2];
    for block in blocks.iter().filter(is_before_end).chain([&max_offsets]) {
        if block[from] > offset {
            let fraction = (offset - previous[from]) / (block[from] - previous[from]);
            return previous[to] + fraction * (block[to] - previous[to]);
        }
        previous = *block;
    }
    max_offsets[to]
}

fn max_offset(pane: &HtmlElement) -> f64 {
    f64::from(pane.scroll_height() - pane.client_height())
}

/// Measures the offset of each block's first line in the text, using the mirror.
fn offsets_in_text(mirror: &HtmlElement, text: &str, sources: &[Range<usize>]) -> Vec<f64> {
    mirror.set_text_content(None);
    let mut start = 0;
    for source in sources {
        let line_break = text
            .get(..source.start)
            .and_then(|before| before.rfind('\n'));
        let end = line_break.map_or(0, |index| index + 1).max(start);
        append_text(mirror, text.get(start..end).unwrap_or_default());
        start = end;
    }
    append_text(mirror, text.get(start..).unwrap_or_default());
    // The first child is the text before the first block.
    child_offsets(mirror, mirror).skip(1).collect()
}

fn append_text(mirror: &HtmlElement, text: &str) {
    if let Ok(element) = document().create_element("div") {
        element.set_text_content(Some(text));
        let _ = mirror.append_child(&element);
    }
}

/// Returns the top offsets of an element's children in a scroll container.
fn child_offsets(parent: &Element, container: &HtmlElement) -> impl Iterator<Item = f64> + use<> {
    let origin = container.get_bounding_client_rect().top() - f64::from(container.scroll_top());
    let children = parent.children();
    (0..children.length())
        .filter_map(move |index| children.item(index))
        .map(move |child| child.get_bounding_client_rect().top() - origin)
}
