//! Every address in every form that a link has in Markdown.

use std::collections::BTreeSet;

use crate::urls;

/// The texts, each once.
pub fn texts() -> Vec<String> {
    let all = urls::all();
    let texts: BTreeSet<String> = all.iter().flat_map(|url| forms(url)).collect();
    texts.into_iter().collect()
}

fn forms(url: &str) -> [String; 8] {
    [
        format!("[a]({url})"),
        format!("[a](<{url}>)"),
        format!("[a]({url} \"title\")"),
        format!("![a]({url})"),
        format!("[a]\n\n[a]: {url}"),
        format!("[a][]\n\n[a]: <{url}>"),
        format!("<{url}>"),
        format!("[[{url}]]"),
    ]
}
