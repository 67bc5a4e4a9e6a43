//! Browser APIs that the views use, from [`crate::browser`]. No other file of `ui` uses that
//! module.

pub use crate::browser::{
    DroppedItems, Endpoint, Listener, MAX_FOLDER_ENTRIES, PrefetchedRules, ProgressCallback,
    SelectedItem, Submission, TextExcerpt, UploadProgress, byte_count, create_object_url,
    downscale, file_size, have_same_contents, is_readable, now, random_idempotency_key,
    read_excerpt, read_local_storage, revoke_object_url, selected_items, sleep, text_area_value,
    text_file, write_local_storage,
};
