//! File names as they are sent to WHMCS.

use icu_normalizer::ComposingNormalizerBorrowed;
use open_ticket::ticket::{FileName, Ticket};

/// Converts file names to Unicode's composed form (UAX #15, NFC), as the form does: macOS stores `ü`
/// as two characters, and a form without scripts sends them.
pub fn normalize_file_names(ticket: &mut Ticket) {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    for file in &mut ticket.attachments {
        let name = file.name().as_str();
        if !normalizer.is_normalized(name) {
            file.rename(FileName::sanitized(&normalizer.normalize(name)));
        }
    }
}
