//! Warnings about values that are valid, but probably not intended, alone or in combination.

use super::parse::Config;
use crate::route_paths;

impl Config {
    /// Returns a warning for each value that has no effect, or a probably unwanted one. Each starts with
    /// the key.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let limits = &self.rules.limits;
        let mut warnings = Vec::new();
        if limits.file_bytes > limits.total_bytes {
            warnings.push(format!(
                "limits.file_bytes: {} is more than limits.total_bytes: no file can be larger than \
                 {} bytes",
                limits.file_bytes, limits.total_bytes
            ));
        }
        if limits.files == 0 {
            let text = "limits.files: 0 refuses every file, but the form still offers the field: set at \
                        least 1";
            warnings.push(text.to_owned());
        }
        if limits.message > self.max_body_bytes {
            warnings.push(format!(
                "limits.message: {} is more than max_body_bytes: no message can be longer than {}",
                limits.message, self.max_body_bytes
            ));
        }
        if limits.extensions.is_empty() && limits.files > 0 {
            warnings.push(
                "limits.extensions: [] allows every type of file, but WHMCS rejects those that are \
                 not among its allowed file types: list the same types here"
                    .to_owned(),
            );
        }
        self.add_rate_limit_warnings(&mut warnings);
        let whmcs = self.whmcs_timeouts;
        if whmcs.connect > whmcs.response {
            warnings.push(
                "whmcs.connect_timeout_seconds: has no effect, because \
                 whmcs.response_timeout_seconds includes it and is shorter"
                    .to_owned(),
            );
        }
        let longest_request = whmcs.connect.saturating_add(whmcs.response);
        if self.server_limits.shutdown_timeout < longest_request {
            warnings.push(format!(
                "server.shutdown_timeout_seconds: a restart may interrupt tickets: use at least {}, \
                 the sum of whmcs.connect_timeout_seconds and whmcs.response_timeout_seconds",
                longest_request.as_secs()
            ));
        }
        if self.has_constant_ticket_number {
            let text =
                "sandbox.ticket_mask: gives every ticket the same number: add %n, %A, %a or %i";
            warnings.push(text.to_owned());
        }
        warnings
    }

    fn add_rate_limit_warnings(&self, warnings: &mut Vec<String>) {
        let limits = self.rate_limits;
        for (key, limit, longer_key, longer_limit) in [
            ("per_hour", limits.per_hour, "per_day", limits.per_day),
            (
                "per_day",
                limits.per_day,
                "total_per_day",
                limits.total_per_day,
            ),
        ] {
            // 0 disables a limit.
            if longer_limit > 0 && limit > longer_limit {
                warnings.push(format!(
                    "rate_limits.{key}: {limit} has no effect, because \
                     rate_limits.{longer_key} = {longer_limit} is reached first"
                ));
            }
        }
    }

    /// Removes a link to the sandbox, which does not exist with WHMCS. Returns a warning if there
    /// was one.
    #[must_use]
    pub fn remove_sandbox_link(&mut self) -> Option<String> {
        let prefix = format!("{}/", route_paths::SANDBOX_PREFIX);
        if !self.rules.ticket_url.starts_with(&prefix) {
            return None;
        }
        self.rules.ticket_url.clear();
        Some(
            "ticket_url: leads to the sandbox, so the form shows no link: use the URL of WHMCS, such \
             as https://example.com/viewticket.php?tid={tid}&c={c}"
                .to_owned(),
        )
    }
}
