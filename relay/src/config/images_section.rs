//! The section `[images]`.

use super::error::{ConfigError, invalid_value};
use serde::Deserialize;

/// Maximum value of `downscale_above_megapixels`.
const MAX_MEGAPIXELS: u32 = 1_000;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImagesSection {
    downscale_above_megapixels: u32,
}

impl ImagesSection {
    /// Returns the size above which images are downscaled, in megapixels. Returns `None` for 0,
    /// which disables downscaling.
    ///
    /// # Errors
    /// [`ConfigError::InvalidValue`].
    pub(super) fn downscale_above_megapixels(&self) -> Result<Option<u32>, ConfigError> {
        match self.downscale_above_megapixels {
            0 => Ok(None),
            megapixels @ 1..=MAX_MEGAPIXELS => Ok(Some(megapixels)),
            _ => Err(invalid_value(
                "images.downscale_above_megapixels",
                format!("must be at most {MAX_MEGAPIXELS}"),
            )),
        }
    }
}
