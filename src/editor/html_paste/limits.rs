//! Size limits of pasted HTML.

/// Maximum number of nodes in pasted HTML. Larger HTML is pasted as plain text.
pub const MAX_HTML_NODES: usize = 100_000;

/// Maximum nesting depth of pasted HTML. Deeper HTML is pasted as plain text.
pub const MAX_HTML_DEPTH: usize = 100;

/// Maximum number of columns that a cell may span.
pub(super) const MAX_COLSPAN: usize = 20;

/// Number of columns, counted from the first, in which cells may span rows.
pub(super) const MAX_ROWSPAN_COLUMNS: usize = 100;
