//! Requests to the relay: the rules, a submission, and the outcome of a submission.

use super::authenticated_client::AuthenticatedClient;
use super::dispatch::Dispatch;
use super::file_store::FileStore;
use super::progress_in_file_bytes::progress_in_file_bytes;
use super::task::spawn_local;
use crate::form::{Event, FileId};
use crate::ticket::{
    Attachment, IdempotencyKey, OpenedTicket, SendError, SubmissionOutcome, Ticket,
};
use crate::ui::form_options::{HostHooks, TicketFormOptions};
use crate::ui::lazy;
use crate::ui::platform::{
    Endpoint, PrefetchedRules, ProgressCallback, Submission, random_idempotency_key,
};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{AbortController, AbortSignal};

/// The relay client of a form. One request is in progress at a time.
pub struct RelayRequests {
    client: AuthenticatedClient,
    hooks: HostHooks,
    files: FileStore,
    dispatch: Dispatch,
    prefetched_rules: Cell<Option<PrefetchedRules>>,
    /// Generated on first use.
    idempotency_key: Cell<Option<IdempotencyKey>>,
    in_progress: Cell<Option<AbortController>>,
}

impl RelayRequests {
    /// Creates the relay client of a form.
    pub fn new(options: TicketFormOptions, files: FileStore, dispatch: Dispatch) -> Self {
        Self {
            client: AuthenticatedClient::new(options.endpoint, options.hooks.clone()),
            hooks: options.hooks,
            files,
            dispatch,
            prefetched_rules: Cell::new(options.prefetched_rules),
            idempotency_key: Cell::default(),
            in_progress: Cell::default(),
        }
    }

    /// Requests the rules.
    pub fn load_rules(self: &Rc<Self>) {
        let (this, abort_signal) = (self.clone(), self.abort_signal());
        spawn_local(async move {
            // The prefetched response is used once: a retry sends a new request.
            let request = async |endpoint: Endpoint| match &abort_signal {
                Some(signal) => {
                    endpoint
                        .fetch_rules(signal, this.prefetched_rules.take())
                        .await
                }
                None => Err(SendError::NotSent),
            };
            (this.dispatch)(match this.client.request(request).await {
                Ok(mut rules) => {
                    if let Some(module) = lazy::loaded_untracked() {
                        module.compile_patterns(&mut rules);
                    }
                    Event::RulesLoaded(Box::new(rules))
                }
                Err(error) => {
                    this.client.log_rules_failure(&error);
                    Event::RulesFailed(error)
                }
            });
        });
    }

    /// Calls the host's `before_submit` hook, then submits a ticket. The hook runs in a task,
    /// because it may dispatch events to the form.
    pub fn submit(self: &Rc<Self>, ticket: Ticket<FileId>) {
        let (this, abort_signal) = (self.clone(), self.abort_signal());
        spawn_local(async move {
            let is_permitted = (this.hooks.before_submit)();
            match abort_signal {
                // The hook cancelled the submission or removed the form.
                Some(abort_signal) if abort_signal.aborted() => {}
                _ if !is_permitted => (this.dispatch)(Event::SubmissionPrevented),
                Some(abort_signal) => this.open(ticket, abort_signal).await,
                None => (this.dispatch)(Event::Failed(SendError::NotSent)),
            }
        });
    }

    async fn open(&self, ticket: Ticket<FileId>, abort_signal: AbortSignal) {
        let sizes = ticket.attachments.iter().map(Attachment::size);
        let file_bytes = sizes.sum();
        let ticket = ticket.try_map_bodies(|id| self.files.get(id).ok_or(SendError::NotSent));
        let (Ok(ticket), Some(key)) = (ticket, self.idempotency_key()) else {
            (self.dispatch)(Event::Failed(SendError::NotSent));
            return;
        };
        let dispatch = self.dispatch.clone();
        let on_progress: ProgressCallback = Rc::new(move |upload| {
            dispatch(Event::Progressed(progress_in_file_bytes(
                upload, file_bytes,
            )));
        });
        let submission = Submission {
            ticket,
            key,
            abort_signal: abort_signal.clone(),
            on_progress,
        };
        let result = open(self.client.clone(), submission).await;
        // The code that aborted the request has already changed the phase.
        if !abort_signal.aborted() {
            (self.dispatch)(result.map_or_else(Event::Failed, Event::Opened));
        }
    }

    /// Requests the outcome of a submission whose response was lost.
    pub fn look_up_outcome(self: &Rc<Self>) {
        let (this, abort_signal) = (self.clone(), self.abort_signal());
        let key = self.idempotency_key.get();
        spawn_local(async move {
            let look_up = async |endpoint: Endpoint| match (key, &abort_signal) {
                (Some(key), Some(abort_signal)) => {
                    endpoint.look_up_outcome(key, abort_signal).await
                }
                _ => Ok(SubmissionOutcome::Unknown),
            };
            let outcome = this.client.request(look_up).await;
            let outcome = outcome.unwrap_or(SubmissionOutcome::Unknown);
            (this.dispatch)(Event::OutcomeReceived(outcome));
        });
    }

    /// Discards the idempotency key: the next submission is a different ticket.
    pub fn renew_idempotency_key(&self) {
        self.idempotency_key.take();
    }

    fn idempotency_key(&self) -> Option<IdempotencyKey> {
        let key = self.idempotency_key.get().or_else(random_idempotency_key);
        self.idempotency_key.set(key);
        key
    }

    /// Aborts the request in progress, if any.
    pub fn abort(&self) {
        if let Some(controller) = self.in_progress.take() {
            controller.abort();
        }
    }

    /// Creates the abort signal of a new request.
    fn abort_signal(&self) -> Option<AbortSignal> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        self.in_progress.set(Some(controller));
        Some(signal)
    }
}

/// Submits a ticket. A ticket without attachments needs only the main chunk, so it can be submitted
/// even if the editor chunk fails to load.
async fn open(
    client: AuthenticatedClient,
    submission: Submission,
) -> Result<OpenedTicket, SendError> {
    if submission.ticket.attachments.is_empty() {
        let open = async |endpoint: Endpoint| endpoint.open_text(&submission).await;
        return client.request(open).await;
    }
    match lazy::load().await {
        Ok(module) => module.open_with_files(client, submission).await,
        Err(lazy::LoadError) => Err(SendError::NotLoaded),
    }
}
