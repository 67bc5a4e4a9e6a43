//! The first lines of a text file.

use super::file::file_size;
use super::file_checks::read_bytes;
use web_sys::File;

/// The first lines of a text file.
pub struct TextExcerpt {
    /// The lines, separated by line feeds.
    pub text: String,
    /// `true` if the file continues after these lines.
    pub is_truncated: bool,
}

/// Reads a number of lines from the first bytes of a text file. Returns `None` if the file is
/// unreadable.
///
/// Invalid UTF-8 is replaced, and control characters other than tabs are removed.
pub async fn read_excerpt(file: &File, max_lines: usize, max_bytes: u64) -> Option<TextExcerpt> {
    let bytes = read_bytes(file, 0, max_bytes).await.ok()?;
    let is_truncated = file_size(file) > max_bytes;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    // The last character may be incomplete.
    let text = if is_truncated {
        text.trim_end_matches('\u{fffd}')
    } else {
        text
    };
    let is_printable = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut lines = text.lines();
    let excerpt: Vec<String> = lines
        .by_ref()
        .take(max_lines)
        .map(|line| line.chars().filter(is_printable).collect())
        .collect();
    Some(TextExcerpt {
        text: excerpt.join("\n"),
        is_truncated: is_truncated || lines.next().is_some(),
    })
}
