//! Links that open in a new tab.

use super::element::{El, el};
use crate::locale::strings;

/// Creates a link that opens in a new tab, which does not get access to this page. The text states
/// this, except for an email address, which opens in a mail program.
pub fn new_tab_link(url: &str, text: &str) -> El {
    let new_tab = (!url.starts_with("mailto:")).then(|| {
        let note = el("span").class("visually-hidden");
        note.child(strings::LINK_NEW_TAB)
    });
    el("a")
        .attr("href", url)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(text)
        .child(" ")
        .child(new_tab)
}
