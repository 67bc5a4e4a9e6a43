//! Every dangerous URL in every form of a Markdown link.

use std::collections::BTreeSet;

use crate::dangerous_urls::dangerous_urls;

/// Returns the links, without duplicates.
pub fn disguised_links() -> Vec<String> {
    let urls = dangerous_urls();
    let links: BTreeSet<String> = urls.iter().flat_map(|url| link_forms(url)).collect();
    links.into_iter().collect()
}

fn link_forms(url: &str) -> [String; 8] {
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
