//! Browser APIs that the views use, from [`crate::browser`]. No other file of `ui` uses that
//! module.

pub use crate::browser::{
    Broadcast, CustomState, DroppedItems, Endpoint, Listener, LockRequest, LockResult,
    MAX_FOLDER_ENTRIES, PrefetchedRules, ProgressCallback, SelectedItem, StoredFile, Submission,
    TextExcerpt, UploadProgress, WebLock, byte_count, can_print, confirm_leaving, convert_to_jpeg,
    create_object_url, delete_stored_file, delete_stored_files, detect_content, download,
    downscale, fetch_same_origin, file_part, file_size, have_same_contents, is_dark_without_scheme,
    is_readable, local_date_time, local_storage_keys, local_time, now, print_page,
    random_idempotency_key, read_excerpt, read_folder, read_head, read_local_storage,
    remove_local_storage, renamed_file, request_web_lock, revoke_object_url, selected_items, sleep,
    store_file, stored_files, text_area_value, text_file, to_nfc, to_search_text, token_subject,
    was_in_cache, with_timeout, write_local_storage,
};
