//! Search for bytes in large bodies, in blocks that compilers vectorize: a loop that ends at each match
//! compares one byte at a time.

/// Number of bytes that are compared in one step.
const BLOCK: usize = 64;

/// Returns the position of the first byte that matches.
pub(super) fn position(bytes: &[u8], is_match: impl Fn(u8) -> bool) -> Option<usize> {
    let blocks = bytes.chunks(BLOCK).enumerate();
    let has_match = |block: &[u8]| block.iter().fold(false, |found, b| found | is_match(*b));
    let (block, bytes) = blocks
        .filter(|(_, block)| has_match(block))
        .find_map(|(block, bytes)| Some((block, bytes.iter().position(|b| is_match(*b))?)))?;
    Some(block * BLOCK + bytes)
}
