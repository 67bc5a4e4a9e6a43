//! Writes the pages and the files that they reference: index.html for a site with WHMCS, and
//! demo.html for the demo.
//!
//! The demo page is also Trunk's input: its `data-trunk` links list the page's files.

use crate::files::{copy, dist, read, write};
use anyhow::{Context, Result};
use regex_lite::Regex;
use std::path::Path;

/// Source of the demo page.
const DEMO_PAGE: &str = "index.html";

/// Source of the page for a site with WHMCS, and its stylesheet. They contain no parts of the demo.
const PAGE: &str = "deploy/index.html";
const PAGE_STYLE: &str = "deploy/page.css";

/// Writes demo.html without its `data-trunk` links, the style and icon that they name, and index.html
/// with its style.
///
/// # Errors
/// A file cannot be read or written.
pub fn write_pages() -> Result<()> {
    let page = read(DEMO_PAGE)?;
    let link = Regex::new(r#"(?m)^ *<link data-trunk rel="copy-file" href="(style/[^"]+)" />$"#)?;
    for found in link.captures_iter(&page) {
        let source = Path::new(&found[1]).to_owned();
        let name = source.file_name().context("a link names no file")?;
        copy(&source, dist(&name.to_string_lossy()))?;
    }
    let trunk_links = Regex::new(r"(?m)^ *<link data-trunk [^\n]*\n")?;
    let demo = trunk_links.replace_all(&page, "");
    write(dist("demo.html"), demo.as_bytes())?;
    copy(Path::new(PAGE_STYLE), dist("page.css"))?;
    copy(Path::new(PAGE), dist("index.html"))
}
