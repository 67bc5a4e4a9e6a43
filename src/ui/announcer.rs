//! Says things to those who listen to the page.
//!
//! One polite and one assertive live region stand in the document from the first frame: a region
//! that arrives together with its text is not read (NVDA, VoiceOver). A message stays for seven
//! seconds, long enough to be read out, short enough not to be met again while browsing.

use super::dom::{El, classed, el};
use super::{pause::Pause, words};
use crate::form::Announcement;
use leptos::prelude::*;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(7);

/// What is being said.
#[derive(Clone, Copy)]
pub struct Announcer {
    polite: Line,
    assertive: Line,
}

#[derive(Clone, Copy)]
struct Line {
    /// Each message has a number, so that the same words twice are two messages.
    said: RwSignal<Vec<(u32, String)>>,
    clearing: Pause,
}

impl Announcer {
    pub fn new() -> Self {
        Self {
            polite: Line::new(),
            assertive: Line::new(),
        }
    }

    /// Says it, politely unless it cannot wait.
    pub fn say(&self, announcement: &Announcement) {
        let line = match announcement {
            Announcement::FilesRefused(_) => self.assertive,
            _ => self.polite,
        };
        line.say(words::announcement(announcement));
    }

    /// The two live regions (WCAG 4.1.3).
    pub fn regions(self) -> [El; 2] {
        [
            self.polite.region("polite"),
            self.assertive.region("assertive"),
        ]
    }
}

impl Line {
    fn new() -> Self {
        Self {
            said: RwSignal::new(Vec::new()),
            clearing: Pause::new(),
        }
    }

    fn say(self, text: String) {
        self.said.update(|said| {
            let number = said.last().map_or(0, |(number, _)| number + 1);
            said.push((number, text));
        });
        self.clearing.then(STAYS, move || {
            self.said.try_update(Vec::clear);
        });
    }

    fn region(self, live: &str) -> El {
        classed("div", "unseen")
            .attr("role", "log")
            .attr("aria-live", live)
            .attr("aria-relevant", "additions")
            .each(move || self.said.get(), |(_, text)| el("p").text(&text))
    }
}
