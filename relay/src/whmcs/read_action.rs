//! Actions that only read from WHMCS and can be repeated safely.

use super::api_failure::ApiFailure;
use super::api_response::ApiResponse;
use super::client::WhmcsClient;
use super::response_data::{ResponseData, ResponseShape};
use open_ticket::wire::{parameter_names, urlencoded};

/// Failure of an action. The reason is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadFailed;

impl WhmcsClient {
    /// Runs an action that changes nothing, and returns the data of its successful response.
    pub(super) async fn read(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        shape: &ResponseShape,
    ) -> Result<ResponseData, ReadFailed> {
        let read = self.read_with_clock_offset(action, parameters, shape);
        Ok(read.await?.0)
    }

    /// Runs an action that changes nothing, and returns the data of its successful response and the offset of
    /// WHMCS's clock, in seconds, if the response states it.
    pub(super) async fn read_with_clock_offset(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        shape: &ResponseShape,
    ) -> Result<(ResponseData, Option<i64>), ReadFailed> {
        let response = self.request(action, parameters, shape).await?;
        read_response(action, response)
    }

    /// Runs an action that changes nothing, and returns its response.
    pub(super) async fn request(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        shape: &ResponseShape,
    ) -> Result<ApiResponse, ReadFailed> {
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
        let response = self.post(self.with_credentials(body), shape).await;
        response.map_err(|_| ReadFailed)
    }
}

/// Returns the data of a successful response and the offset of WHMCS's clock, in seconds, if the response
/// states it.
pub(super) fn read_response(
    action: &str,
    response: ApiResponse,
) -> Result<(ResponseData, Option<i64>), ReadFailed> {
    let (status, clock_offset) = (response.status, response.clock_offset);
    let failure = response
        .error_message()
        .and_then(|message| ApiFailure::documented(status, message))
        .or_else(|| ApiFailure::probable(status, response.is_html));
    if let Some(data) = response.into_success() {
        if data.is_truncated {
            tracing::warn!(action, "a list of api.php is too long and was truncated");
        }
        return Ok((data, clock_offset));
    }
    let status = status.as_u16();
    match failure {
        Some(failure) => {
            tracing::error!(action, cause = ?failure, status, "{}", failure.log_message());
        }
        None => tracing::error!(action, status, "api.php did not complete an action"),
    }
    Err(ReadFailed)
}
