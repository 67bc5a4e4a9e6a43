//! Authorization, validation and encoding of a decoded ticket, before it is submitted.

use super::apply_rate_limits::state_unavailable;
use super::file_names::normalize_file_names;
use super::idempotent_submission::Submission;
use super::key_receipt::KeyReceipt;
use super::message_line_breaks::write_line_breaks;
use super::request_context::RequestContext;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::StoredResponse;
use crate::whmcs::TicketQuery;
use open_ticket::rules::Rules;
use open_ticket::ticket::{Refusal, Requester, Ticket};
use open_ticket::wire;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

/// Maximum size of a message that is processed between other tasks, in bytes. A larger one would delay
/// them: a megabyte takes the parser about 20 ms.
const MAX_QUICK_MESSAGE: usize = 16 << 10;

impl AppState {
    /// Opens a ticket for its requester if the ticket complies with the rules. `permit` is held
    /// until the submission is complete.
    ///
    /// # Errors
    /// [`ApiError`].
    pub(super) async fn submit_ticket(
        self: &Arc<Self>,
        mut context: RequestContext,
        ticket: Ticket,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<StoredResponse, ApiError> {
        if let (None, Some(key)) = (&context.receipt, context.key) {
            let receipt = KeyReceipt::record(self, key).await;
            context.receipt = Some(receipt.map_err(state_unavailable)?);
        }
        let receipt = context.receipt.clone();
        let response = self.validate_and_submit(context, ticket, permit).await;
        if let Some(receipt) = receipt {
            receipt.give_back().await;
        }
        response
    }

    async fn validate_and_submit(
        self: &Arc<Self>,
        context: RequestContext,
        mut ticket: Ticket,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<StoredResponse, ApiError> {
        if let Some(identity) = &context.identity {
            ticket.requester = identity.requester();
        } else if !matches!(ticket.requester, Requester::Guest { .. }) {
            return Err(ApiError::RefusedByWhmcs(Refusal::NameAndEmailRequired));
        }
        normalize_file_names(&mut ticket);
        let started = Instant::now();
        let rules = self
            .rules_for_ticket(&ticket, context.identity.as_ref())
            .await?;
        let lookup_timeout = self
            .whmcs
            .lookup_timeout()
            .saturating_sub(started.elapsed());
        if let Some(department) = rules.department(ticket.department) {
            department.trim_answers(&mut ticket.custom_fields);
        }
        if let Some(problem) = rules.validate(&ticket).into_iter().next() {
            return Err(ApiError::RuleViolation(problem));
        }
        let is_large = permit.is_some() || ticket.message.as_str().len() > MAX_QUICK_MESSAGE;
        let submission = self
            .encode_submission(&context, rules, ticket, lookup_timeout, is_large)
            .await?;
        // A separate task: a browser that disconnects must not cancel a request to WHMCS.
        let state = Arc::clone(self);
        let task = self.submissions.spawn(async move {
            let _permit = permit;
            state.submit_once(submission).await
        });
        task.await
            .map_err(|_| ApiError::unknown(NoResponse::Unreadable))?
    }

    async fn encode_submission(
        &self,
        context: &RequestContext,
        rules: Arc<Rules>,
        mut ticket: Ticket,
        lookup_timeout: Duration,
        is_large: bool,
    ) -> Result<Submission, ApiError> {
        let (key, rate_limits) = (context.key, self.rate_limits_for(context));
        let receipt = context.receipt.clone();
        let encode = move || {
            let query = TicketQuery::new(&ticket);
            let received = wire::encode_without_attachments(&ticket);
            write_line_breaks(&mut ticket, &rules);
            let body = wire::encode(&ticket);
            let text_len = wire::encode_without_attachments(&ticket).len();
            drop(ticket);
            let files = body.as_bytes().get(text_len..).unwrap_or_default();
            Submission {
                key,
                receipt,
                // Of the request as it was received: a retry is the same request after a change of
                // the rules, too.
                fingerprint: Sha256::new()
                    .chain_update(received)
                    .chain_update(files)
                    .finalize()
                    .into(),
                intent: Sha256::digest(query.canonical_text()).into(),
                body,
                query,
                rate_limits,
                lookup_timeout,
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
