//! The counter of the message's length. It never prevents typing.

use crate::form::{Announcement, Form};
use crate::ui::dom::{Debounce, El, el, watch};
use crate::ui::runtime::store::Store;
use crate::ui::text;
use std::time::Duration;

/// Delay after the last keystroke before the length is announced.
const ANNOUNCEMENT_DELAY: Duration = Duration::from_secs(1);

/// Creates the counter. It is empty below four fifths of the limit. For screen readers, the length
/// is announced in a live region after a pause in typing.
pub fn length_counter(store: Store) -> El {
    let announcement = Debounce::new();
    let counter = el("p").class("count").attr("aria-hidden", "true");
    let node = counter.node().clone();
    watch(
        move || store.with_message(length_and_limit),
        move |current| {
            let is_over = current.is_some_and(|(length, limit)| length > limit);
            let _ = node.class_list().toggle_with_force("over", is_over);
            let text = current.map(|(length, limit)| text::message_length(length, limit));
            node.set_text_content(text.as_deref());
            match *current {
                None => announcement.cancel(),
                Some((length, limit)) => {
                    announcement.schedule(ANNOUNCEMENT_DELAY, move || {
                        store.announce(Announcement::Length { length, limit });
                    });
                }
            }
        },
    );
    counter
}

/// Returns the message's length and its limit in code points, as the server counts them; `None`
/// below four fifths of the limit.
fn length_and_limit(form: &Form) -> Option<(usize, usize)> {
    let limit = form.rules()?.limits.message;
    let is_near_limit = |length: usize| length.saturating_mul(5) >= limit.saturating_mul(4);
    let text = &form.draft().message;
    // A cheap test first: text has at most as many code points as bytes.
    let length = is_near_limit(text.len()).then(|| text.chars().count())?;
    is_near_limit(length).then_some((length, limit))
}
