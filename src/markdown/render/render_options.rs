//! Options of the rendering.

use crate::rules::LineBreaks;

/// Options of the rendering.
#[derive(Clone, Copy, Debug)]
pub struct RenderOptions<'n> {
    /// Names of the attached files. An image with one of these names is rendered as that file.
    pub attached_files: &'n [String],
    /// Meaning of a line break in a paragraph.
    pub line_breaks: LineBreaks,
}
