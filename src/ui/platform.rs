//! Browser APIs that the views use, from [`crate::browser`]. No other file of `ui` uses that
//! module.

pub use crate::browser::{
    DroppedItems, Endpoint, Listener, MAX_FOLDER_ENTRIES, PrefetchedRules, ProgressCallback,
    SelectedItem, Submission, TextExcerpt, UploadProgress, byte_count, convert_to_jpeg,
    create_object_url, detect_content, downscale, file_size, have_same_contents,
    is_dark_without_scheme, is_readable, local_date_time, now, random_idempotency_key,
    read_excerpt, read_folder, read_local_storage, renamed_file, revoke_object_url, selected_items,
    sleep, text_area_value, text_file, to_nfc, with_timeout, write_local_storage,
};
