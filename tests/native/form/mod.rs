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
mod message_templates;
mod progress;
mod proxy_errors;
mod removed_files;
mod request_size;
mod restored_drafts;
mod restored_files;
mod restored_submissions;
mod retry;
mod saved_drafts;
mod sequences;
mod stall;
mod starting_over;
mod submission;
mod support;
mod world;
