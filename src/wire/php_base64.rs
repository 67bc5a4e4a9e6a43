//! Base64 as PHP decodes it.
//!
//! WHMCS decodes with PHP's `base64_decode`. It skips the line breaks that `base64`, MIME and
//! Java's encoders write every 76 characters, and needs no padding. Its strict mode refuses
//! everything else. Its non-strict mode drops unknown characters, so the file would differ from the
//! one that was sent: such input is refused here. For input that strict mode accepts, both modes
//! return the same bytes.

use super::byte_search::position;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

/// Decoder for text without padding. Like PHP, it ignores the unused bits of the last character.
const WITHOUT_PADDING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// Number of characters that are decoded in one step.
const CHUNK: usize = 4_096;

/// Returns the result of PHP's `base64_decode($text, true)`, `None` for `false`.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let text = without_white_space(text);
    let digits = digits(&text)?;
    WITHOUT_PADDING.decode(digits).ok()
}

/// Decodes like [`decode`], in place, so that a large value takes no additional memory.
pub(super) fn decode_in_place(mut buffer: Vec<u8>) -> Option<Vec<u8>> {
    if position(&buffer, is_skipped).is_some() {
        buffer.retain(|byte| !is_skipped(*byte));
    }
    let count = digits(&buffer)?.len();
    let mut decoded = [0; CHUNK];
    let mut length = 0;
    for start in (0..count).step_by(CHUNK) {
        let end = count.min(start + CHUNK);
        let size = WITHOUT_PADDING
            .decode_slice(&buffer[start..end], &mut decoded)
            .ok()?;
        buffer[length..length + size].copy_from_slice(&decoded[..size]);
        length += size;
    }
    buffer.truncate(length);
    Some(buffer)
}

/// Returns the text without its padding. `None` if the padding is incomplete: it is optional, but
/// must be complete if there is any.
fn digits(text: &[u8]) -> Option<&[u8]> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let is_complete = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    if is_complete {
        text.get(..text.len() - padding)
    } else {
        None
    }
}

fn without_white_space(text: &[u8]) -> Cow<'_, [u8]> {
    if position(text, is_skipped).is_some() {
        let kept = text.iter().filter(|byte| !is_skipped(**byte));
        Cow::Owned(kept.copied().collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns `true` for the white space that PHP skips.
fn is_skipped(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
