//! The relay and its sandbox from outside: real HTTP, real files, real SQLite.

// What is not as expected in a test's own tools ends the test.
#![allow(clippy::panic, clippy::unwrap_used)]

mod configuration;
mod demo;
mod guard;
mod home;
mod nginx;
mod page;
mod program;
mod sandbox_bodies;
mod sandbox_messages;
mod sandbox_reading;
mod support;
mod tickets;
mod upstream;
