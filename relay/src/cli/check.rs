//! `--check-config` and `--check`: everything that can be checked before the server starts. Nothing
//! is created or changed.

use super::arguments::{Arguments, DEFAULT_DIST};
use super::build_server_options::{check_departments_for_guests, credentials, signing_key};
use super::secret_sources::SecretSources;
use super::usage_error::UsageError;
use super::whmcs_url::parse_whmcs_url;
use crate::config::{Config, DepartmentsSource};
use crate::suggestions::check_file;
use crate::whmcs::WhmcsClient;
use jiff::tz::TimeZone;
use std::fmt::Display;
use std::path::Path;

/// Result of a check.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Reasons why the relay cannot start or work.
    pub errors: Vec<String>,
    /// Suspicious values, which do not prevent the start.
    pub warnings: Vec<String>,
    /// Summary of the successful checks, in one line.
    pub summary: String,
}

impl CheckReport {
    /// Returns the value of a successful result, and records an error.
    fn record<T, E: Display>(&mut self, result: Result<T, E>) -> Option<T> {
        result
            .map_err(|error| self.errors.push(error.to_string()))
            .ok()
    }
}

impl Arguments {
    /// Checks the configuration, the secrets, the addresses, and the state file and paths that are
    /// given. Without `--whmcs`, secrets may be missing.
    #[must_use]
    pub fn check_config(&self, environment: impl Fn(&str) -> Option<String> + Copy) -> CheckReport {
        let mut report = CheckReport::default();
        let secrets = SecretSources(environment);
        let config = report.record(self.read_config());
        let key = report.record(signing_key(&secrets));
        // Without --whmcs, the credential is not required.
        let default = self
            .whmcs
            .is_none()
            .then_some(open_ticket_sandbox::CREDENTIAL);
        report.record(credentials(&secrets, default));
        if let Some(listen) = report.record(self.listen_address())
            && self.sandbox
            && !listen.ip().is_loopback()
        {
            let error = UsageError::SandboxNotOnLoopback(listen);
            report.errors.push(error.to_string());
        }
        report.record(self.metrics_address());
        // The defaults are relative to the working directory, which differs from the service's.
        match self.state_argument(&secrets) {
            Ok(None) if !self.sandbox => {}
            _ => drop(report.record(self.state_location(&secrets))),
        }
        report.warnings.extend(self.ignored_port_warning());
        report.warnings.extend(missing_folders(self));
        if let Some(mut config) = config {
            report.warnings.extend(config.warnings());
            report.warnings.extend(unusable_articles(&config));
            if let Some(url) = &self.whmcs {
                report.record(parse_whmcs_url(url));
                report.warnings.extend(config.remove_sandbox_link());
                if let Some(key) = key {
                    report.record(check_departments_for_guests(&config, key.as_ref()));
                }
            }
            report.summary = format!("the configuration is valid, {}", departments(&config));
        }
        report
    }

    /// Checks as [`check_config`](Self::check_config) does. If there is no error, requests the
    /// departments from WHMCS and compares them with the configured departments.
    pub async fn check(&self, environment: impl Fn(&str) -> Option<String> + Copy) -> CheckReport {
        let mut report = self.check_config(environment);
        let Some(url) = &self.whmcs else {
            report.errors.push(UsageError::WhmcsRequired.to_string());
            return report;
        };
        if !report.errors.is_empty() {
            return report;
        }
        let secrets = SecretSources(environment);
        let parts = (
            report.record(self.read_config()),
            report.record(parse_whmcs_url(url)),
            report.record(credentials(&secrets, None)),
        );
        let (Some(config), Some(url), Some(credentials)) = parts else {
            return report;
        };
        let client = WhmcsClient::new(
            url,
            credentials,
            config.whmcs_timeouts,
            config.max_body_bytes,
            TimeZone::UTC,
        );
        let Some(client) = report.record(client) else {
            return report;
        };
        request_departments(&client, &config, &mut report).await;
        report
    }
}

/// Requests the departments from WHMCS, once.
async fn request_departments(client: &WhmcsClient, config: &Config, report: &mut CheckReport) {
    let is_required = config.departments.source() == DepartmentsSource::Whmcs;
    match client.check().await {
        Ok(in_whmcs) => {
            let missing = config.departments.missing_in_whmcs(&in_whmcs);
            report.errors.extend(
                missing
                    .into_iter()
                    .map(|(key, id)| format!("{key}: WHMCS has no department with the id {id}")),
            );
            if is_required && config.departments.apply_overrides(&in_whmcs).is_empty() {
                let error = "departments: WHMCS returned none that the form may show";
                report.errors.push(error.to_owned());
            }
            report.summary += &format!("; WHMCS responds and has {}", count(in_whmcs.len()));
        }
        Err(failure) if failure.is_only_permission() && !is_required => {
            report.warnings.push(format!(
                "WHMCS accepts the credentials and this address, but {failure}; the departments \
                 were not compared"
            ));
        }
        Err(failure) => report.errors.push(failure.to_string()),
    }
}

/// Returns a warning if the file of articles cannot be used. The form works without it.
fn unusable_articles(config: &Config) -> Option<String> {
    let error = check_file(&config.suggestions.as_ref()?.articles).err()?;
    Some(format!("suggestions.articles: {error}"))
}

/// Returns warnings if the form's files are missing, or temporary files cannot be created.
fn missing_folders(arguments: &Arguments) -> Vec<String> {
    let mut warnings = Vec::new();
    let index = arguments.dist.join("index.html");
    let is_given = arguments.sandbox || arguments.dist != Path::new(DEFAULT_DIST);
    if is_given && !index.is_file() {
        warnings.push(format!(
            "--dist: {} does not exist; build it with `make dist`",
            index.display()
        ));
    }
    let temporary = std::env::temp_dir();
    if tempfile::tempfile_in(&temporary).is_err() {
        warnings.push(format!(
            "TMPDIR: cannot create a file in {}: tickets with files need it",
            temporary.display()
        ));
    }
    warnings
}

fn departments(config: &Config) -> String {
    match config.departments.source() {
        DepartmentsSource::Whmcs => "departments from WHMCS".to_owned(),
        DepartmentsSource::Config => count(config.rules.departments.len()),
    }
}

fn count(departments: usize) -> String {
    match departments {
        1 => "1 department".to_owned(),
        count => format!("{count} departments"),
    }
}
