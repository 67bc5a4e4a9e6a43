//! How long the message is, once that matters. It never stops anybody from writing.

use super::super::dom::{El, classed};
use super::super::watch::on_change;
use super::super::{pause::Pause, store::Store, words};
use crate::form::{Announcement, Form};
use std::time::Duration;

/// How long somebody who listens is left to write in peace.
const QUIET: Duration = Duration::from_secs(1);

/// How much of the limit is used, from four fifths on; said aloud once writing has stopped.
pub fn count(store: Store) -> El {
    let pause = Pause::new();
    // It is heard from the live region.
    let count = classed("p", "count").attr("aria-hidden", "true");
    let node = count.node().clone();
    on_change(
        move || store.with_message(used),
        move |now| {
            let is_over = now.is_some_and(|(length, limit)| length > limit);
            let _ = node.class_list().toggle_with_force("over", is_over);
            let shown = now.map(|(length, limit)| words::length(length, limit));
            node.set_text_content(shown.as_deref());
            match *now {
                None => pause.cancel(),
                Some((length, limit)) => pause.then(QUIET, move || {
                    store.announce(Announcement::Length { length, limit });
                }),
            }
        },
    );
    count
}

/// The message's length and its limit in code points, as the server counts them.
fn used(form: &Form) -> Option<(usize, usize)> {
    let limit = form.rules()?.limits.message;
    let matters = |length: usize| length.saturating_mul(5) >= limit.saturating_mul(4);
    let text = &form.draft().message;
    // No text has more code points than bytes.
    let length = matters(text.len()).then(|| text.chars().count())?;
    matters(length).then_some((length, limit))
}
