//! Size limits of a parsed document.

/// Maximum nesting depth of elements. Browser renderers crash at several thousand nested blocks.
pub const MAX_DEPTH: usize = 100;

/// Maximum number of nodes (elements and text) in a tree. A table whose source is small can have
/// hundreds of thousands of cells. Each line of text and each line break between them counts as a
/// node: a log is one block with many lines.
pub const MAX_NODES: usize = 10_000;
