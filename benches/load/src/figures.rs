//! What was measured, as the list that `make bench` gathers.

use crate::load::Run;
use serde_json::{Value, json};
use std::time::Duration;

/// The api.php of the measurement, asked without a relay.
const PEER: &str = "null upstream directly";

/// The figures so far.
#[derive(Default)]
pub struct Figures {
    list: Vec<Value>,
    lost: usize,
}

impl Figures {
    /// Adds the figures of one run through the relay, beside those of the same run without it.
    pub fn add(&mut self, name: &str, ours: &Run, alone: &Run, peak_memory: u64) {
        let mut both = |what: &str, unit: &str, figure: &dyn Fn(&Run) -> f64| {
            let (ours, alone) = (figure(ours), figure(alone));
            self.list.push(json!({
                "name": format!("relay, {name}: {what}"),
                "unit": unit,
                "ours": rounded(ours),
                "peers": { PEER: rounded(alone) },
                "ratio": rounded(ours / alone),
            }));
        };
        both("tickets", "1/s", &|run| {
            run.times.len() as f64 / run.all.as_secs_f64()
        });
        both("p50", "ms", &|run| percentile(&run.times, 50));
        both("p99", "ms", &|run| percentile(&run.times, 99));
        let cpu = milliseconds(ours.cpu) / ours.times.len() as f64;
        self.alone(name, "the relay's time of a core", "ms/ticket", cpu);
        self.alone(
            name,
            "the relay's peak memory",
            "MB",
            peak_memory as f64 / 1e6,
        );
        self.alone(name, "lost or doubled", "tickets", ours.lost as f64);
        self.lost += ours.lost + alone.lost;
    }

    /// How many tickets were lost or doubled in all.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// The list as JSON.
    pub fn as_json(&self) -> String {
        format!("{:#}", Value::from(self.list.clone()))
    }

    fn alone(&mut self, name: &str, what: &str, unit: &str, value: f64) {
        self.list.push(json!({
            "name": format!("relay, {name}: {what}"),
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
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).copied().map_or(f64::NAN, milliseconds)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// To three digits that matter; no measurement has more.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10_f64.powf(2.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}
