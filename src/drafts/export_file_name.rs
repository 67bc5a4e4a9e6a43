//! The name of the file to which a draft is exported.

/// Returns the name of an exported file.
#[must_use]
pub fn export_file_name(date: &str) -> String {
    format!("ticket draft {date}.open-ticket")
}
