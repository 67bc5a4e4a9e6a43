//! Authorization, validation and encoding of a decoded ticket, before it is submitted.

use super::file_names::normalize_file_names;
use super::idempotent_submission::Submission;
use super::key_receipt::KeyReceipt;
use super::message_line_breaks::write_line_breaks;
use super::request_context::RequestContext;
use super::request_fingerprint::TypedValues;
use super::state_error::state_unavailable;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::StoredResponse;
use crate::whmcs::TicketQuery;
use open_ticket::rules::Rules;
use open_ticket::ticket::{CustomFieldAnswers, Refusal, Requester, Ticket};
use open_ticket::wire;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

/// Maximum size of a message that is parsed on the async runtime, in bytes. A larger one would delay
/// other tasks: a megabyte takes the parser about 20 ms.
const MAX_NON_BLOCKING_PARSE: usize = 16 << 10;

/// Decoded request to open a ticket.
#[derive(Debug)]
pub struct DecodedRequest {
    /// Ticket.
    pub ticket: Ticket,
    /// Answers as they were typed, if the rules have changed the answers of the ticket.
    pub typed_answers: Option<CustomFieldAnswers>,
    /// Error of a request that is not to be sent: only the ticket of an earlier request with the same
    /// key is returned.
    pub refusal: Option<ApiError>,
    /// Permit of a large request, held until the submission is complete.
    pub permit: Option<OwnedSemaphorePermit>,
}

impl AppState {
    /// Opens a ticket for its requester if the ticket complies with the rules.
    ///
    /// # Errors
    /// [`ApiError`].
    pub(super) async fn submit_ticket(
        self: &Arc<Self>,
        mut context: RequestContext,
        request: DecodedRequest,
    ) -> Result<StoredResponse, ApiError> {
        if let (None, Some(key)) = (&context.receipt, context.key) {
            match KeyReceipt::record(self, key)
                .await
                .map_err(state_unavailable)
            {
                Ok(receipt) => context.receipt = Some(receipt),
                Err(error) => return self.respond_for_key(error, Some(key), None).await,
            }
        }
        let receipt = context.receipt.clone();
        let response = self.validate_and_submit(context, request).await;
        if let Some(receipt) = receipt {
            receipt.release().await;
        }
        response
    }

    async fn validate_and_submit(
        self: &Arc<Self>,
        mut context: RequestContext,
        request: DecodedRequest,
    ) -> Result<StoredResponse, ApiError> {
        let DecodedRequest {
            mut ticket,
            typed_answers,
            refusal,
            permit,
        } = request;
        if let Some(identity) = &context.identity {
            ticket.requester = identity.requester();
        }
        let typed = TypedValues::new(&ticket, typed_answers);
        let started = Instant::now();
        let checked = match refusal {
            Some(error) => Err(error),
            None => self.check(&context, &mut ticket).await,
        };
        let checked = match checked {
            Ok(rules) => Ok(rules),
            Err(error) => {
                if let Some(receipt) = context.receipt.take() {
                    receipt.release().await;
                }
                if !self.is_used(context.key).await? {
                    return self.respond_for_key(error, context.key, None).await;
                }
                Err(error)
            }
        };
        let timeout = self.whmcs.lookup_timeout();
        let lookup_timeout = timeout.saturating_sub(started.elapsed());
        let is_large = permit.is_some() || ticket.message.as_str().len() > MAX_NON_BLOCKING_PARSE;
        let encoded = self.encode_submission(&context, checked, ticket, typed, is_large);
        let mut submission = match encoded.await {
            Ok(submission) => submission,
            Err(error) => {
                let receipt = context.receipt.as_deref();
                return self.respond_for_key(error, context.key, receipt).await;
            }
        };
        submission.lookup_timeout = lookup_timeout;
        // A separate task: a browser that disconnects must not cancel a request to WHMCS.
        let state = Arc::clone(self);
        let task = self.submissions.spawn(async move {
            let _permit = permit;
            state.submit_once(submission).await
        });
        task.await
            .map_err(|_| ApiError::unknown(NoResponse::Unreadable))?
    }

    /// Validates a ticket, and converts its answers and file names to those that are sent.
    async fn check(
        &self,
        context: &RequestContext,
        ticket: &mut Ticket,
    ) -> Result<Arc<Rules>, ApiError> {
        if context.identity.is_none() && !matches!(ticket.requester, Requester::Guest { .. }) {
            return Err(ApiError::RefusedByWhmcs(Refusal::NameAndEmailRequired));
        }
        normalize_file_names(ticket);
        let identity = context.identity.as_ref();
        let rules = self.rules_for_ticket(ticket, identity).await?;
        if let Some(department) = rules.department(ticket.department) {
            department.trim_answers(&mut ticket.custom_fields);
        }
        match rules.validate(ticket).into_iter().next() {
            Some(problem) => Err(ApiError::RuleViolation(problem)),
            None => Ok(rules),
        }
    }

    async fn encode_submission(
        &self,
        context: &RequestContext,
        checked: Result<Arc<Rules>, ApiError>,
        mut ticket: Ticket,
        typed: TypedValues,
        is_large: bool,
    ) -> Result<Submission, ApiError> {
        let (key, rate_limits) = (context.key, self.rate_limits_for(context));
        let receipt = context.receipt.clone();
        let encode = move || {
            let query = TicketQuery::new(&ticket);
            let received = match &checked {
                Ok(rules) => write_line_breaks(&mut ticket, rules),
                Err(_) => None,
            };
            let typed = typed.content(&mut ticket, received);
            let body = wire::encode(&ticket);
            let fingerprint = typed.fingerprint(&ticket, &body);
            drop(ticket);
            Submission {
                key,
                receipt,
                fingerprint,
                intent: Sha256::digest(query.canonical_text()).into(),
                body: if checked.is_ok() { body } else { String::new() },
                refusal: checked.err(),
                query,
                rate_limits,
                lookup_timeout: Duration::ZERO,
            }
        };
        if !is_large {
            return Ok(encode());
        }
        let _permit = self.concurrency.encoding().await?;
        let encoded = tokio::task::spawn_blocking(encode).await;
        encoded.map_err(|_| ApiError::Unavailable)
    }
}
