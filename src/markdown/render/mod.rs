//! Safe rendering of a message: which elements, attributes and links are shown.
//!
//! The document tree holds everything as written. The rendered tree is a closed set of elements
//! ([`Tag`]), each with a closed set of attributes, and text. A caller builds DOM nodes from it and
//! never handles an HTML string, so a message cannot become markup.
//!
//! - Raw HTML is shown as text.
//! - A link without a [`SafeUrl`] (relative, `javascript:`, …) is reduced to its text. Titles are
//!   dropped, a link without text shows its URL, and links never nest.
//! - An image is never fetched: it becomes a link with its alternative text, or its URL. An image
//!   that is named like an attached file is shown as that file.
//! - Headings start at [`HeadingLevel::H3`]: the host page's outline stays intact.
//! - A code block keeps its [`CodeLanguage`] only if the language is a plain word.
//! - The direction of each block is the direction of its own text (`dir="auto"`).
//! - A line break in a paragraph is shown as one with [`LineBreaks::Hard`].
//!
//! ```
//! use open_ticket::{markdown::{self, render}, rules::Markdown};
//!
//! let document = markdown::parse("# [a](javascript:b)", Markdown::default());
//! let heading = render::render_block(&document.blocks[0], &[]);
//! assert_eq!(heading.tag.name(), "h3");
//! assert_eq!(heading.children, [render::Node::Text("a".into())]);
//! ```

mod attached_image;
mod code_language;
mod heading_level;
mod link_attributes;
mod node;
mod percent_decoding;
mod render_options;
mod renderer;
mod safe_url;
mod tag;

pub use code_language::CodeLanguage;
pub use heading_level::HeadingLevel;
pub use link_attributes::{LINK_REL, LINK_TARGET};
pub use node::{Direction, Element, Node};
pub use render_options::RenderOptions;
pub use safe_url::SafeUrl;
pub use tag::{ATTACHED_FILE_CLASS, Tag};

use super::tree::{self, Block};
use crate::rules::LineBreaks;

/// Renders a block as CommonMark does, with [`LineBreaks::Soft`], given the names of the attached
/// files.
#[must_use]
pub fn render_block<'a>(block: &'a Block, attached_files: &[String]) -> Element<'a> {
    let options = RenderOptions {
        attached_files,
        line_breaks: LineBreaks::Soft,
    };
    options.render_block(block)
}

/// Returns `true` if the block contains an image, so that its rendering may depend on the names of
/// the attached files.
#[must_use]
pub fn contains_image(block: &Block) -> bool {
    fn is_or_contains_image(node: &tree::Node) -> bool {
        match node {
            tree::Node::Element(element) => {
                matches!(element.tag, tree::Tag::Image(_))
                    || element.children.iter().any(is_or_contains_image)
            }
            tree::Node::Text(_) | tree::Node::RawHtml(_) => false,
        }
    }
    is_or_contains_image(&block.node)
}
