//! A task that reads files.

use crate::form::{Event, FileCheck, FileId};
use crate::rules::FileContent;

/// A task that reads files, run by the editor chunk.
pub enum FileTask {
    /// Checks that selected files are readable and not duplicates.
    Check(Vec<FileCheck>),
    /// Sniffs the contents of files.
    Sniff(Vec<FileId>),
    /// Replaces an image by its conversion to JPEG.
    ConvertToJpeg(FileId),
    /// Downscales images to a number of megapixels, each encoded in its media type.
    Downscale {
        images: Vec<(FileId, &'static str)>,
        megapixels: u32,
    },
}

impl FileTask {
    /// Returns the events that end the task if it cannot run. Files may be sent unchecked.
    pub fn events_without_module(self) -> Vec<Event> {
        match self {
            Self::Check(_) => Vec::new(),
            Self::Sniff(ids) => {
                let sniffed = |id| Event::FileSniffed(id, FileContent::Other);
                ids.into_iter().map(sniffed).collect()
            }
            Self::ConvertToJpeg(id) => vec![Event::FileConverted(id, None)],
            Self::Downscale { images, .. } => {
                let unchanged = |(id, _)| Event::FileNotDownscaled(id);
                images.into_iter().map(unchanged).collect()
            }
        }
    }
}
