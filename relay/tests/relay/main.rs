//! The relay and its sandbox from outside: real HTTP, real files, real SQLite.

// What is not as expected in a test's own tools ends the test.
#![allow(clippy::panic, clippy::unwrap_used)]

mod balancer;
mod bodies;
mod configuration;
mod cors;
mod demo;
mod departments;
mod deploy;
mod gate;
mod guard;
mod home;
mod identity;
mod keys;
mod nginx;
mod operation;
mod page;
mod parameters;
mod plain;
mod plain_bytes;
mod program;
mod rates;
#[path = "../redis/mod.rs"]
mod redis_server;
mod sandbox_answers;
mod sandbox_bodies;
mod sandbox_effects;
mod sandbox_kills;
mod sandbox_lists;
mod sandbox_messages;
mod sandbox_multipart;
mod sandbox_numbers;
mod sandbox_page;
mod sandbox_parameters;
mod sandbox_parsers;
mod sandbox_php;
mod sandbox_precedence;
mod sandbox_reading;
mod sandbox_versions;
mod support;
mod tickets;
mod tls;
mod token;
mod upstream;
