//! Numbers for Prometheus, on a listener of their own.

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

/// The upper ends of the histogram's buckets, in seconds.
const BUCKETS: [f64; 9] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The relay's numbers. A clone counts into the same ones.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    answers: Family<Answered, Counter>,
    opened: Counter,
    under_way: Gauge,
    whmcs: Histogram,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    status: u16,
    code: &'static str,
}

/// A ticket on its way to WHMCS, for as long as it lives.
#[derive(Debug)]
pub struct UnderWay(Gauge);

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("open_ticket");
        let answers = Family::default();
        registry.register(
            "answers",
            "Answers by HTTP status and code",
            answers.clone(),
        );
        let opened = Counter::default();
        registry.register(
            "tickets_opened",
            "Tickets that WHMCS opened",
            opened.clone(),
        );
        let under_way = Gauge::default();
        registry.register(
            "tickets_under_way",
            "Tickets that are on their way to WHMCS",
            under_way.clone(),
        );
        let whmcs = Histogram::new(BUCKETS);
        registry.register_with_unit(
            "whmcs_answer",
            "How long WHMCS took to open a ticket or not",
            Unit::Seconds,
            whmcs.clone(),
        );
        Self {
            registry: Arc::new(registry),
            answers,
            opened,
            under_way,
            whmcs,
        }
    }
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, status: u16, code: &'static str) {
        let label = Answered { status, code };
        self.answers.get_or_create(&label).inc();
    }

    /// Counts a ticket that was opened.
    pub fn opened(&self) {
        self.opened.inc();
    }

    /// Counts a ticket for as long as the returned value lives.
    #[must_use]
    pub fn under_way(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// Counts how long WHMCS took.
    pub fn whmcs_took(&self, time: Duration) {
        self.whmcs.observe(time.as_secs_f64());
    }

    /// What the listener answers: the numbers at `/metrics`.
    pub fn routes(self) -> Router {
        Router::new().route("/metrics", get(show)).with_state(self)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

async fn show(State(metrics): State<Metrics>) -> impl IntoResponse {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = encode(&mut text, &metrics.registry);
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text)
}
