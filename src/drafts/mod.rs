//! Stored and exported drafts: content, formats and lifetimes.
//!
//! [`SavedDraft`] is a draft of the form without the bytes of its files.
//! [`encode`](SavedDraft::encode) and [`decode`](SavedDraft::decode) convert it to JSON with a
//! version. [`export_header`] and [`parse_export_header`] do the same for a file that also contains
//! the files' bytes. There is no storage and no clock here.
//!
//! ```
//! use open_ticket::drafts::SavedDraft;
//!
//! let draft = SavedDraft {
//!     message: "Since **Tuesday**.".into(),
//!     ..SavedDraft::default()
//! };
//! assert_eq!(SavedDraft::decode(&draft.encode()), Ok(draft));
//! ```

mod bounded_json;
mod decode;
mod draft_as_text;
mod encode;
mod export_file;
mod export_file_name;
mod lifetime;
mod migration;
mod saved_draft;
mod storable_files;
mod storage_key;

pub use decode::DecodeError;
pub use export_file::{
    FilePart, ImportedDraft, MAX_EXPORT_HEADER, export_header, export_parts, parse_export_header,
};
pub use export_file_name::export_file_name;
pub use lifetime::{FILE_LIFETIME, TEXT_LIFETIME, is_expired, plausible_time};
pub use saved_draft::{SavedDraft, SavedFile};
pub use storable_files::{MAX_STORED_FILE, MAX_STORED_TOTAL, StorableFile, storable_files};
pub use storage_key::storage_key;
