//! Markdown parsing and rendering.
//!
//! [`parse()`] reads CommonMark with GFM's tables, strikethrough, task lists and autolinks, as far
//! as the installation's [`Markdown`](crate::rules::Markdown) settings allow them. The resulting
//! tree keeps everything as written: heading levels, link destinations, raw HTML. [`Reader`] parses
//! successive versions of a message, and usually only the changed part. [`render`] converts the tree
//! into elements that are safe to show. [`with_hard_breaks`] converts soft breaks to hard breaks,
//! which every renderer shows.
//!
//! The tree has two limits:
//! - Elements nest at most [`MAX_DEPTH`] levels deep. Deeper content becomes text of the deepest
//!   element that fits.
//! - The tree ends at [`MAX_NODES`] nodes; [`Document::truncated`] is then `true`.
//!
//! ```
//! use open_ticket::{markdown::{self, Node, Tag}, rules::Markdown};
//!
//! let document = markdown::parse("See **this** <script>", Markdown::default());
//! let Node::Element(paragraph) = &document.blocks[0].node else { panic!() };
//! assert_eq!(paragraph.tag, Tag::Paragraph);
//! let Node::Element(strong) = &paragraph.children[1] else { panic!() };
//! assert_eq!(strong.tag, Tag::Strong);
//! assert_eq!(paragraph.children[3], Node::RawHtml("<script>".to_owned()));
//! ```

mod autolink;
mod character_reference;
mod element_stack;
mod hard_breaks;
mod incremental_reader;
mod line_bounds;
mod mask_urls;
mod max_depth_and_nodes;
pub mod outline;
mod outline_builder;
mod parse;
mod parse_outline;
mod parser_options;
mod parser_tags;
pub mod render;
mod replaced_nul;
mod text_diff;
mod tree;
mod tree_builder;

pub use character_reference::decode_character_reference;
pub use hard_breaks::with_hard_breaks;
pub use incremental_reader::{BlockChange, Reader};
pub use max_depth_and_nodes::{MAX_DEPTH, MAX_NODES};
pub use parse::parse;
pub use text_diff::{TextDiff, is_same_text};
pub use tree::{Alignment, Block, CommonEnds, Document, Element, LinkTarget, Node, Tag, TaskState};
