//! Formats and lifetimes of stored and exported drafts.

mod damage;
mod export_file;
pub mod generated;
mod round_trip;
mod storage;
