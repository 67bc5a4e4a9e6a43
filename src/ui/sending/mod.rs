//! Send, how far it has got, and the way back.

mod clock;
mod part;
mod retry;

pub use part::part_done;
pub use retry::with_retry;

use super::dom::{El, button, classed};
use super::{store::Store, words};
use crate::form::{Event, Form, Phase, Progress};

/// The row below the form. The button keeps its place and the focus while it is busy: a disabled
/// one would lose it.
pub fn sending(store: Store) -> El {
    clock::keep(store);
    let is_busy = move || under_way(store).is_some();
    let send = classed("button", "button main")
        .attr("type", "submit")
        .attr("part", "open-ticket-send")
        .attr_by("aria-disabled", move || is_busy().then_some("true"))
        .text_by(move || {
            if is_busy() {
                words::SENDING
            } else {
                words::SEND
            }
        });
    let row = classed("div", "send").child(send);
    // One after the other, for each stands beside the button by itself.
    [meter, said, cancel, notice]
        .into_iter()
        .fold(row, |row, part| row.when(is_busy, move || part(store)))
}

fn under_way(store: Store) -> Option<UnderWay> {
    store.with(UnderWay::of)
}

/// Without a value while nobody knows how far it has got.
fn meter(store: Store) -> El {
    let progress = move || under_way(store).map(UnderWay::progress).unwrap_or_default();
    let value = move || (progress().total > 0).then(|| progress().percent().to_string());
    let done = classed("div", "done").width_by(move || Some(progress().percent().into()));
    classed("div", "meter")
        .attr("role", "progressbar")
        .attr("aria-label", words::PROGRESS)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr_by("aria-valuenow", value)
        .attr_by("aria-valuetext", move || {
            under_way(store).map(UnderWay::words)
        })
        .child(done)
}

fn said(store: Store) -> El {
    let said = move || under_way(store).map(UnderWay::words);
    classed("span", "meta").text_by(move || said().unwrap_or_default())
}

fn cancel(store: Store) -> El {
    let cannot_stop = move || under_way(store) == Some(UnderWay::FindingOut);
    let cancel = move |_| store.dispatch(Event::Cancelled);
    button("button", words::CANCEL, cancel).class_by("gone", cannot_stop)
}

fn notice(store: Store) -> El {
    let notice = move || under_way(store).and_then(UnderWay::notice);
    classed("p", "notice")
        .class_by("gone", move || notice().is_none())
        .text_by(move || notice().unwrap_or_default())
}

/// What a person waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnderWay {
    Sending(Progress, Option<&'static str>),
    FindingOut,
}

impl UnderWay {
    const fn of(form: &Form) -> Option<Self> {
        match form.phase() {
            Phase::Sending(progress) => Some(Self::Sending(*progress, notice_of(form))),
            Phase::FindingOut(_) => Some(Self::FindingOut),
            _ => None,
        }
    }

    const fn progress(self) -> Progress {
        match self {
            Self::Sending(progress, _) => progress,
            Self::FindingOut => Progress {
                read: 0,
                sent: 0,
                total: 0,
            },
        }
    }

    const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Sending(_, notice) => notice,
            Self::FindingOut => None,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Sending(progress, _) => words::progress(progress),
            Self::FindingOut => words::FINDING_OUT.into(),
        }
    }
}

/// What is to be known of a sending that does not get on.
const fn notice_of(form: &Form) -> Option<&'static str> {
    match (form.is_offline(), form.is_stalled()) {
        (true, _) => Some(words::OFFLINE),
        (false, true) => Some(words::STALLED),
        (false, false) => None,
    }
}
