//! Announcements to screen readers (WCAG 4.1.3).
//!
//! One polite and one assertive live region are in the document from the first frame: a region
//! that is inserted together with its text is not read (NVDA, VoiceOver). A message stays for seven
//! seconds: long enough to be read out, too short to be found later while browsing the page.

use super::dom::{Debounce, El, el};
use crate::form::Announcement;
use crate::ui::text;
use leptos::prelude::*;
use std::time::Duration;

const MESSAGE_DURATION: Duration = Duration::from_secs(7);

/// The two live regions.
#[derive(Clone, Copy)]
pub struct Announcer {
    polite: LiveRegion,
    assertive: LiveRegion,
}

#[derive(Clone, Copy)]
struct LiveRegion {
    /// Numbered, so that a repeated message is announced again.
    messages: RwSignal<Vec<(u32, String)>>,
    clear: Debounce,
}

impl Announcer {
    /// Creates two empty live regions.
    pub fn new() -> Self {
        Self {
            polite: LiveRegion::new(),
            assertive: LiveRegion::new(),
        }
    }

    /// Announces rejected files assertively, everything else politely.
    pub fn announce(&self, announcement: &Announcement) {
        let region = match announcement {
            Announcement::FilesRejected(_) => self.assertive,
            _ => self.polite,
        };
        region.announce(text::announcement(announcement));
    }

    /// Creates the elements of the live regions.
    pub fn regions(self) -> [El; 2] {
        [self.polite.view("polite"), self.assertive.view("assertive")]
    }
}

impl LiveRegion {
    fn new() -> Self {
        Self {
            messages: RwSignal::new(Vec::new()),
            clear: Debounce::new(),
        }
    }

    fn announce(self, text: String) {
        self.messages.update(|messages| {
            let number = messages.last().map_or(0, |(number, _)| number + 1);
            messages.push((number, text));
        });
        self.clear.schedule(MESSAGE_DURATION, move || {
            self.messages.try_update(Vec::clear);
        });
    }

    fn view(self, politeness: &str) -> El {
        el("div")
            .class("visually-hidden")
            .attr("role", "log")
            .attr("aria-live", politeness)
            .attr("aria-relevant", "additions")
            .keyed_list(move || self.messages.get(), |(_, text)| el("p").child(text))
    }
}
