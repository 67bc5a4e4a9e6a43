//! Browser APIs: files, requests, upload progress, storage. Independent of any view framework.

mod broadcast;
mod byte_count;
mod clock;
mod confirm_leaving;
mod custom_state;
mod dark_page;
mod data_transfer;
mod download;
mod downscale;
mod dropped_folder;
mod encode_request_body;
mod endpoint;
mod fetch;
mod file;
mod file_checks;
mod file_database;
mod file_parts;
mod http_response;
mod idempotency_key;
mod js_object;
mod listener;
mod local_storage;
mod object_url;
mod outcome_lookup;
mod print_page;
mod same_origin;
mod selected_item;
mod text_area;
mod text_excerpt;
mod token_claims;
mod unicode_normalization;
mod upload;
mod upload_progress;
mod web_lock;

pub use broadcast::Broadcast;
pub use byte_count::byte_count;
pub use clock::{local_date_time, local_time, now, sleep, with_timeout};
pub use confirm_leaving::{confirm_leaving, was_in_cache};
pub use custom_state::CustomState;
pub use dark_page::is_dark_without_scheme;
pub use data_transfer::DroppedItems;
pub use download::download;
pub use downscale::{convert_to_jpeg, downscale};
pub use dropped_folder::{MAX_FOLDER_ENTRIES, read_folder};
pub use encode_request_body::encode_request_body;
pub use endpoint::{Endpoint, PrefetchedRules, Submission};
pub use file::{file_size, renamed_file, text_file};
pub use file_checks::{detect_content, have_same_contents, is_readable};
pub use file_database::{
    StoredFile, delete_stored_file, delete_stored_files, store_file, stored_files,
};
pub use file_parts::{file_part, read_head};
pub use idempotency_key::random_idempotency_key;
pub use listener::Listener;
pub use local_storage::{
    local_storage_keys, read_local_storage, remove_local_storage, write_local_storage,
};
pub use object_url::{create_object_url, revoke_object_url};
pub use print_page::{can_print, print_page};
pub use same_origin::fetch_same_origin;
pub use selected_item::{SelectedItem, selected_items};
pub use text_area::text_area_value;
pub use text_excerpt::{TextExcerpt, read_excerpt};
pub use token_claims::token_subject;
pub use unicode_normalization::{to_nfc, to_search_text};
pub use upload_progress::{ProgressCallback, UploadProgress};
pub use web_lock::{LockRequest, LockResult, WebLock, request_web_lock};
