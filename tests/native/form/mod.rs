//! Behaviour of the form, without a browser: events in, effects out.

use crate::fixtures;

mod attachments;
mod confirmation;
mod deferred_files;
mod downscale;
mod editing;
mod exploration;
mod file_preparation;
mod host_changes;
mod idempotency;
mod loading;
mod progress;
mod proxy_errors;
mod removed_files;
mod request_size;
mod retry;
mod sequences;
mod stall;
mod submission;
mod support;
mod world;
