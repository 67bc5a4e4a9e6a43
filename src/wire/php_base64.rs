//! PHP's reading of base64.
//!
//! WHMCS decodes with PHP's `base64_decode`. It skips the line breaks that `base64`, MIME and Java's
//! encoders write every 76 characters, and needs no padding. Its strict mode refuses everything
//! else. Its other mode drops unknown characters, so the file would differ from what was sent: such a
//! text is refused here. Where strict mode accepts a text, both modes return the same bytes.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

/// PHP ignores the bits of the last character that belong to no byte.
const WITHOUT_PADDING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// The white space that PHP skips.
const SKIPPED: [u8; 4] = *b" \t\r\n";

/// Returns what `base64_decode($text, true)` returns in PHP, `None` for its `false`.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = without_white_space(text.as_bytes());
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digits = text.get(..text.len() - padding)?;
    // Padding is optional, but if there is any, it must be complete.
    let is_padded_correctly = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    if !is_padded_correctly {
        return None;
    }
    WITHOUT_PADDING.decode(digits).ok()
}

fn without_white_space(text: &[u8]) -> Cow<'_, [u8]> {
    if text.iter().any(|byte| SKIPPED.contains(byte)) {
        let kept = text.iter().filter(|byte| !SKIPPED.contains(byte));
        Cow::Owned(kept.copied().collect())
    } else {
        Cow::Borrowed(text)
    }
}
