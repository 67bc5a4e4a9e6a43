//! Actions that only read from WHMCS and can be repeated safely.

use super::api_failure::ApiFailure;
use super::client::WhmcsClient;
use open_ticket::wire::{parameter_names, urlencoded};
use serde_json::Value;

/// Failure of an action. The reason is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadFailed;

impl WhmcsClient {
    /// Runs an action that changes nothing, and returns its successful response.
    pub(super) async fn read(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Value, ReadFailed> {
        Ok(self.read_with_clock_offset(action, parameters).await?.0)
    }

    /// Runs an action that changes nothing, and returns its successful response and the offset of
    /// WHMCS's clock, in seconds.
    pub(super) async fn read_with_clock_offset(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> Result<(Value, i64), ReadFailed> {
        let mut body = String::new();
        urlencoded::append(&mut body, parameter_names::ACTION, action);
        urlencoded::append(
            &mut body,
            parameter_names::RESPONSE_TYPE,
            parameter_names::JSON,
        );
        for (name, value) in parameters {
            urlencoded::append(&mut body, name, value);
        }
        let response = self.post(self.with_credentials(body)).await;
        let response = response.map_err(|_| ReadFailed)?;
        let json = serde_json::from_str::<Value>(&response.json()).unwrap_or_default();
        let result = json["result"].as_str().or_else(|| json["status"].as_str());
        if response.status.is_success() && result == Some("success") {
            return Ok((json, response.clock_offset));
        }
        let status = response.status.as_u16();
        match ApiFailure::detect(response.status, &response.body) {
            Some(failure) => {
                tracing::error!(action, cause = ?failure, status, "{}", failure.log_message());
            }
            None => tracing::error!(action, status, "api.php did not complete an action"),
        }
        Err(ReadFailed)
    }
}
