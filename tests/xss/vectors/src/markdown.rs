//! Pieces of Markdown, and what nests them.

use proptest::{prelude::*, sample::select};

use crate::generated::{control, url};

/// Heading attributes, metadata, footnotes, mathematics, wikilinks, definitions: what pulldown-cmark
/// can do and the preview must not.
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

const MARKS: [&str; 24] = [
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

/// A link, an image or a definition that leads somewhere bad.
pub fn link() -> impl Strategy<Value = String> {
    let form = 0..9_usize;
    (form, url(), title()).prop_map(|(form, url, title)| match form {
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

/// Anything that is no link and no HTML.
pub fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(&MARKS[..]).prop_map(str::to_owned),
        3 => select(&WORDS[..]).prop_map(str::to_owned),
        2 => select(&EXTENSIONS[..]).prop_map(str::to_owned),
        1 => control().prop_map(String::from),
        1 => "\\PC{0,12}".prop_map(String::from),
        1 => any::<String>(),
    ]
}

/// What stands around a text, told by a number below [`WRAPPINGS`].
pub fn wrapped(way: usize, text: &str) -> String {
    let lines = |mark: &str| text.replace('\n', &format!("\n{mark}"));
    match way {
        0 => format!("> {}", lines("> ")),
        1 => format!("- {}", lines("  ")),
        2 => format!("1. {}", lines("   ")),
        3 => format!("- [x] {}", lines("  ")),
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

/// How many ways there are to wrap a text.
pub const WRAPPINGS: usize = 12;

fn title() -> impl Strategy<Value = &'static str> {
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
