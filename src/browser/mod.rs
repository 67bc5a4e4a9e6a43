//! Browser APIs: files, requests, upload progress, storage. Independent of any view framework.

mod byte_count;
mod clock;
mod data_transfer;
mod downscale;
mod dropped_folder;
mod encode_files;
mod endpoint;
mod fetch;
mod file;
mod file_checks;
mod html_clipboard;
mod http_response;
mod idempotency_key;
mod listener;
mod local_storage;
mod selected_item;
mod text_area;
mod upload;
mod upload_progress;

pub use byte_count::byte_count;
pub use clock::{now, sleep};
pub use data_transfer::DroppedItems;
pub use downscale::downscale;
pub use dropped_folder::MAX_FOLDER_ENTRIES;
pub use encode_files::encode_request_body;
pub use endpoint::{Endpoint, PrefetchedRules, Submission};
pub use file::{file_size, text_file};
pub use file_checks::{
    TextExcerpt, create_object_url, have_same_contents, is_readable, read_excerpt,
    revoke_object_url,
};
pub use html_clipboard::parse_html;
pub use idempotency_key::random_idempotency_key;
pub use listener::Listener;
pub use local_storage::{read_local_storage, write_local_storage};
pub use selected_item::{SelectedItem, selected_items};
pub use text_area::text_area_value;
pub use upload_progress::{ProgressCallback, UploadProgress};
