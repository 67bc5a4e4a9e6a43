//! A known incident, from the JSON of a status page.

mod monitor;
mod status_page;

pub use monitor::IncidentMonitor;
