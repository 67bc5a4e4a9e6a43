//! Results of the benchmark, as a JSON list for `make bench`.

use crate::load::Run;
use serde_json::{Value, json};
use std::time::Duration;

/// Name of the comparison: the fake api.php without a relay.
const PEER: &str = "fake api.php without the relay";

/// Collected results.
#[derive(Default)]
pub struct Figures {
    list: Vec<Value>,
    lost: usize,
}

impl Figures {
    /// Adds the results of a run through the relay, compared with the same run without it.
    pub fn add(&mut self, name: &str, relay: &Run, direct: &Run, peak_memory: u64) {
        let mut compare = |metric: &str, unit: &str, figure: &dyn Fn(&Run) -> f64| {
            let (relay, direct) = (figure(relay), figure(direct));
            self.list.push(json!({
                "name": format!("relay, {name}: {metric}"),
                "unit": unit,
                "ours": rounded(relay),
                "peers": { PEER: rounded(direct) },
                "ratio": rounded(relay / direct),
            }));
        };
        compare("tickets", "1/s", &|run| {
            run.times.len() as f64 / run.duration.as_secs_f64()
        });
        compare("p50", "ms", &|run| percentile(&run.times, 50));
        compare("p99", "ms", &|run| percentile(&run.times, 99));
        let cpu = milliseconds(relay.cpu) / relay.times.len() as f64;
        self.add_single(name, "the relay's CPU time", "ms/ticket", cpu);
        self.add_single(
            name,
            "the relay's peak memory",
            "MB",
            peak_memory as f64 / 1e6,
        );
        self.add_single(name, "lost or duplicated", "tickets", relay.lost as f64);
        self.lost += relay.lost + direct.lost;
    }

    /// Returns the total number of lost or duplicated tickets.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// Returns the list as JSON.
    pub fn to_json(&self) -> String {
        format!("{:#}", Value::from(self.list.clone()))
    }

    fn add_single(&mut self, name: &str, metric: &str, unit: &str, value: f64) {
        self.list.push(json!({
            "name": format!("relay, {name}: {metric}"),
            "unit": unit,
            "ours": rounded(value),
            "peers": {},
            "ratio": null,
        }));
    }
}

fn percentile(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    let index = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(index).copied().map_or(f64::NAN, milliseconds)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Rounds to three significant digits, the precision of the measurement.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10_f64.powf(2.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}
