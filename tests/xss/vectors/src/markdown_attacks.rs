//! Random pieces of Markdown, and wrappers that nest them.

use proptest::{prelude::*, sample::select};

use crate::random_urls::{invisible_char, random_url};

/// Extensions of pulldown-cmark that the preview must not support: heading attributes, metadata,
/// footnotes, math, wikilinks, definition lists.
const EXTENSIONS: [&str; 10] = [
    "# x {onclick=alert(1)}",
    "## x {#getElementById .x onmouseover=alert(1) style=position:fixed}",
    "x {onclick=alert(1)}\n===",
    "---\ntitle: x\n---\n",
    "+++\nx\n+++\n",
    "x[^location]\n\n[^location]: y",
    "$\\href{javascript:alert(1)}{x}$",
    "[[javascript:alert(1)|x]]",
    "x\n: <img src=x onerror=alert(1)>",
    "> [!NOTE]\n> x",
];

const SYNTAX: [&str; 24] = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```\n",
    "~~~ \" onclick=alert(1)\n",
    "> ",
    "- ",
    "1. ",
    "- [x] ",
    "# ",
    "|",
    "\n|-|\n",
    "|a|b|\n|:-|-:|\n",
    "[",
    "](",
    ")",
    "![",
    "\n[a]: ",
    "\\",
    "    ",
    "---\n",
];

const WORDS: [&str; 8] = [
    "x",
    "two words",
    "é👩‍👧",
    "אב",
    "&lt;b&gt;",
    "&quot;",
    "&#0;",
    "www.example.com",
];

/// Returns the strategy for a link, an image or a link definition with a dangerous URL.
pub fn link() -> impl Strategy<Value = String> {
    let form = 0..9_usize;
    (form, random_url(), link_title()).prop_map(|(form, url, title)| match form {
        0 => format!("[x]({url})"),
        1 => format!("[x](<{url}>)"),
        2 => format!("[x]({url} \"{title}\")"),
        3 => format!("![{title}]({url} '{title}')"),
        4 => format!("[x]\n\n[x]: {url} ({title})\n\n"),
        5 => format!("[![x]({url})]({url})"),
        6 => format!("[[{url}]]"),
        7 => format!(" {url} "),
        _ => format!("<{url}>"),
    })
}

/// Returns the strategy for a piece of Markdown other than links and HTML.
pub fn markdown() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(&SYNTAX[..]).prop_map(str::to_owned),
        3 => select(&WORDS[..]).prop_map(str::to_owned),
        2 => select(&EXTENSIONS[..]).prop_map(str::to_owned),
        1 => invisible_char().prop_map(String::from),
        1 => "\\PC{0,12}".prop_map(String::from),
        1 => any::<String>(),
    ]
}

/// Wraps text in a block or inline element, selected by a number below [`WRAPPER_COUNT`].
pub fn wrap(wrapper: usize, text: &str) -> String {
    let with_prefix = |prefix: &str| text.replace('\n', &format!("\n{prefix}"));
    match wrapper {
        0 => format!("> {}", with_prefix("> ")),
        1 => format!("- {}", with_prefix("  ")),
        2 => format!("1. {}", with_prefix("   ")),
        3 => format!("- [x] {}", with_prefix("  ")),
        4 => format!("**{text}**"),
        5 => format!("~~_{text}_~~"),
        6 => format!("[{text}](https://example.com)"),
        7 => format!("![{text}](https://example.com/x.png)"),
        8 => format!("|a|b|\n|-|:-:|\n|{}|x|\n", text.replace('\n', " ")),
        9 => format!("# {}", text.replace('\n', " ")),
        10 => format!("```{text}\n{text}\n```\n"),
        _ => format!("<div>\n\n{text}\n\n</div>"),
    }
}

/// Number of wrappers.
pub const WRAPPER_COUNT: usize = 12;

fn link_title() -> impl Strategy<Value = &'static str> {
    select(
        &[
            "t",
            "\" onmouseover=\"alert(1)",
            "<img src=x onerror=alert(1)>",
            "' x='",
            "&quot; y=&quot;",
        ][..],
    )
}
