//! The `head` of HTML pages without scripts.

use maud::{Markup, html};

/// Returns the `head`, with the URLs of a stylesheet and an icon.
pub fn html_head(title: &str, stylesheet: &str, icon: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            link rel="icon" href=(icon);
            link rel="stylesheet" href=(stylesheet);
        }
    }
}
