//! A known incident, from the JSON of a status page.

mod poll_status_page;
mod status_page;

pub use poll_status_page::IncidentMonitor;
