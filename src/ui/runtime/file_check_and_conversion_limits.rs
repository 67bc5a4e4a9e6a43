//! Limits of checking and converting selected files: concurrency, time and image size.

/// Number of files that are checked at the same time. A file that hangs does not delay the others.
pub(super) const CONCURRENT_CHECKS: usize = 8;

/// Timeout for checking a file or sniffing its content, in milliseconds. A file that takes longer,
/// for example on a network drive that does not respond, is treated like a file without an issue.
pub(super) const SNIFF_TIMEOUT: i32 = 10_000;

/// Timeout for downscaling or converting an image, in milliseconds. A submission waits for
/// the image.
pub(super) const IMAGE_TIMEOUT: i32 = 60_000;

/// Maximum number of megapixels of a converted image: Safari's limit for a canvas.
pub(super) const CONVERTED_MEGAPIXELS: u32 = 16;
