//! Submission of a form whose response is a page.

use super::decode_form::{decode_ticket, form_digest, parse, sanitize_answers, submission_key};
use super::form_values::FormValues;
use super::repeated_content::{SentContent, remove_key, set_first_key};
use super::validate_form::{FormError, problems};
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::{BufferedBody, MultipartForm};
use crate::state::{Fingerprint, IdempotencyKey, StoredResponse};
use crate::tickets::form_key::FormKey;
use crate::tickets::key_receipt::KeyReceipt;
use crate::tickets::prepare_submission::DecodedRequest;
use crate::tickets::request_context::RequestContext;
use axum::http::HeaderMap;
use open_ticket::rules::Rules;
use open_ticket::ticket::{CustomFieldAnswers, Problem, Ticket};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// A buffered body, with its permit if it is large.
pub type Buffered = (BufferedBody, Option<OwnedSemaphorePermit>);

/// Submission of a form whose response is a page.
pub struct PageSubmission<'a> {
    /// State of the relay.
    pub state: &'a Arc<AppState>,
    /// Headers of the request.
    pub headers: &'a HeaderMap,
    /// Key of the form.
    pub form_key: &'a FormKey,
}

/// Form that can be submitted.
pub struct Prepared {
    context: RequestContext,
    request: DecodedRequest,
    digest: Fingerprint,
    /// Problems of a form that is not sent, but whose key may have opened a ticket earlier.
    problems: Vec<Problem>,
}

impl PageSubmission<'_> {
    /// Parses and validates a form.
    ///
    /// # Errors
    /// [`FormError`].
    pub async fn prepare(
        &self,
        mut context: RequestContext,
        (body, permit): Buffered,
        values: &mut FormValues,
    ) -> Result<Prepared, FormError> {
        let state = self.state;
        values.authenticate(state)?;
        context.identity.clone_from(&values.identity);
        let rules = state.rules_for(context.identity.as_ref()).await?;
        let problems = match values.is_complete {
            true => problems(values, &rules),
            false => Vec::new(),
        };
        let refusal = problems.first().cloned().map(ApiError::RuleViolation);
        if let Some(error) = &refusal
            && !state.is_used(values.key).await?
        {
            let error = error.clone();
            values.rules = Some(rules);
            return Err(FormError { error, problems });
        }
        let decoded = match parse(state, self.headers, body).await {
            Ok(form) => self.decode(&mut context, form, values, &rules).await,
            Err(error) => Err(error),
        };
        values.rules = context.identity.is_some().then_some(rules);
        let (ticket, typed_answers, digest) = match (decoded, &refusal) {
            (Ok(decoded), _) => decoded,
            (Err(_), Some(error)) => {
                let error = error.clone();
                return Err(FormError { error, problems });
            }
            (Err(error), None) => return Err(error.into()),
        };
        let request = DecodedRequest {
            ticket,
            typed_answers: Some(typed_answers),
            refusal,
            permit,
        };
        Ok(Prepared {
            context,
            request,
            digest,
            problems,
        })
    }

    /// Decodes a form, and sets its key: the key of an earlier form with the same content, if there is one.
    async fn decode(
        &self,
        context: &mut RequestContext,
        mut form: MultipartForm,
        values: &mut FormValues,
        rules: &Rules,
    ) -> Result<(Ticket, CustomFieldAnswers, Fingerprint), ApiError> {
        // An HTML form sends all of its fields.
        let typed = form.answers.iter().filter(|(_, answer)| !answer.is_empty());
        let typed = typed.collect();
        sanitize_answers(&mut form, values, rules);
        let key = submission_key(&form, context.key)?;
        values.key = Some(key);
        let digest = form_digest(context, &form);
        let content = SentContent {
            digest,
            key,
            opens_another: !form.open_another.is_empty(),
        };
        let ticket = decode_ticket(form)?;
        // A client that sends the header manages its keys itself.
        if context.key.is_none() {
            let receipt = self.form_key.receipt()?;
            values.is_repeated = set_first_key(self.state, context, content, receipt).await?;
        }
        Ok((ticket, typed, digest))
    }

    /// Submits a form.
    ///
    /// # Errors
    /// [`FormError`].
    pub async fn submit(&self, prepared: Prepared) -> Result<StoredResponse, FormError> {
        let Prepared {
            context,
            request,
            digest,
            problems,
        } = prepared;
        let key = context.key;
        let result = self.state.submit_ticket(context, request).await;
        if let (Err(ApiError::KeyReused), Some(key)) = (&result, key) {
            remove_key(self.state, digest, key).await;
        }
        match (result, problems.first()) {
            // The form keeps its key: once the problems are solved, its content is compared again.
            (Err(ApiError::KeyReused | ApiError::RuleViolation(_)), Some(first)) => {
                let error = ApiError::RuleViolation(first.clone());
                Err(FormError { error, problems })
            }
            (result, _) => Ok(result?),
        }
    }

    /// Returns the response to a form that was refused before its key was claimed. An error with problems
    /// at fields is returned unchanged, and the form keeps its key.
    ///
    /// # Errors
    /// [`FormError`].
    pub async fn respond_for_key(
        &self,
        error: FormError,
        key: Option<IdempotencyKey>,
        receipt: Option<&KeyReceipt>,
    ) -> Result<StoredResponse, FormError> {
        if !error.problems.is_empty() {
            return Err(error);
        }
        self.form_key.release().await;
        let response = self.state.respond_for_key(error.error, key, receipt);
        Ok(response.await?)
    }
}
