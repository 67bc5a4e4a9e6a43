//! Formats of stored and exported drafts, and how long they are kept.

mod damage;
mod export_file;
mod generated;
mod round_trip;
mod storage;
