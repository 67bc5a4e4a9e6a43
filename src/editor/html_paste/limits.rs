//! Size limits of pasted HTML. Larger HTML is pasted as plain text.

/// Maximum number of nodes in pasted HTML.
pub const MAX_HTML_NODES: usize = 100_000;

/// Maximum nesting depth of pasted HTML.
pub const MAX_HTML_DEPTH: usize = 100;
