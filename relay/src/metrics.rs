//! Metrics for Prometheus, served by a separate listener.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;
use std::time::Duration;

/// Upper bounds of the response time buckets, in seconds.
const RESPONSE_TIME_BUCKETS: [f64; 9] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Metrics of the relay. Clones share their counters.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    responses: Family<ResponseLabels, Counter>,
    tickets_opened: Counter,
    tickets_in_progress: Gauge,
    whmcs_response_time: Histogram,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResponseLabels {
    status: u16,
    code: &'static str,
}

/// Guard that counts a ticket in progress until drop.
#[derive(Debug)]
pub struct TicketInProgress(Gauge);

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("open_ticket");
        let responses = Family::default();
        registry.register(
            "responses",
            "Responses by HTTP status and error code",
            responses.clone(),
        );
        let tickets_opened = Counter::default();
        registry.register(
            "tickets_opened",
            "Tickets opened in WHMCS",
            tickets_opened.clone(),
        );
        let tickets_in_progress = Gauge::default();
        registry.register(
            "tickets_in_progress",
            "Tickets that are being opened in WHMCS",
            tickets_in_progress.clone(),
        );
        let whmcs_response_time = Histogram::new(RESPONSE_TIME_BUCKETS);
        registry.register_with_unit(
            "whmcs_response_time",
            "Response time of OpenTicket requests to WHMCS",
            Unit::Seconds,
            whmcs_response_time.clone(),
        );
        Self {
            registry: Arc::new(registry),
            responses,
            tickets_opened,
            tickets_in_progress,
            whmcs_response_time,
        }
    }
}

impl Metrics {
    /// Counts a response.
    pub fn count_response(&self, status: u16, code: &'static str) {
        let labels = ResponseLabels { status, code };
        self.responses.get_or_create(&labels).inc();
    }

    /// Counts an opened ticket.
    pub fn count_opened_ticket(&self) {
        self.tickets_opened.inc();
    }

    /// Counts a ticket in progress until the returned guard is dropped.
    #[must_use]
    pub fn ticket_in_progress(&self) -> TicketInProgress {
        self.tickets_in_progress.inc();
        TicketInProgress(self.tickets_in_progress.clone())
    }

    /// Records the response time of WHMCS.
    pub fn record_whmcs_response_time(&self, time: Duration) {
        self.whmcs_response_time.observe(time.as_secs_f64());
    }

    /// Returns the routes of the metrics listener: `/metrics`.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/metrics", get(export))
            .with_state(self)
    }
}

impl Drop for TicketInProgress {
    fn drop(&mut self) {
        self.0.dec();
    }
}

async fn export(State(metrics): State<Metrics>) -> impl IntoResponse {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = encode(&mut text, &metrics.registry);
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text)
}
