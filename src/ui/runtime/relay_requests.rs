//! Requests to the relay: the rules, a submission, and the outcome of a submission.

use super::authenticated_client::AuthenticatedClient;
use super::autosave_handle::AutosaveHandle;
use super::dispatch::Dispatch;
use super::progress_in_file_bytes::progress_in_file_bytes;
use super::selected_files::SelectedFiles;
use super::task::spawn_local;
use crate::form::{Event, FileId};
use crate::ticket::{
    Attachment, IdempotencyKey, OpenedTicket, SendError, SubmissionOutcome, Ticket,
};
use crate::ui::editor_chunk;
use crate::ui::form_options::{HostHooks, TicketFormOptions};
use crate::ui::platform::{
    Endpoint, PrefetchedRules, ProgressCallback, Submission, random_idempotency_key,
};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{AbortController, AbortSignal};

/// The relay client of a form. One request is in progress at a time.
pub struct RelayRequests {
    client: AuthenticatedClient,
    /// Loads the rules. Separate from `client`, so that each tracks its own request that waits for
    /// a fresh token.
    rules_client: AuthenticatedClient,
    /// Another URL of the endpoint, which is used once no outcome is pending at the current URL.
    next_endpoint: Cell<Option<String>>,
    hooks: HostHooks,
    files: SelectedFiles,
    /// Contains the idempotency key, which is generated on first use.
    drafts: AutosaveHandle,
    dispatch: Dispatch,
    prefetched_rules: Cell<Option<PrefetchedRules>>,
    in_progress: Cell<Option<AbortController>>,
}

impl RelayRequests {
    /// Creates the relay client of a form.
    pub fn new(
        options: TicketFormOptions,
        files: SelectedFiles,
        drafts: AutosaveHandle,
        dispatch: Dispatch,
    ) -> Self {
        Self {
            client: AuthenticatedClient::new(options.endpoint.clone(), options.hooks.clone()),
            rules_client: AuthenticatedClient::new(options.endpoint, options.hooks.clone()),
            next_endpoint: Cell::default(),
            hooks: options.hooks,
            files,
            drafts,
            dispatch,
            prefetched_rules: Cell::new(options.prefetched_rules),
            in_progress: Cell::default(),
        }
    }

    /// Aborts the request in progress, if any, and requests the rules.
    pub fn load_rules(self: &Rc<Self>) {
        // A submission and its outcome belong to one endpoint.
        if self.drafts.submission_key().is_none()
            && let Some(url) = self.next_endpoint.take()
        {
            self.client.set_url(url.clone());
            self.rules_client.set_url(url.clone());
            self.drafts.set_endpoint(url);
        }
        // The prefetched response is used once: a retry sends a new request.
        let prefetched = Cell::new(self.prefetched_rules.take());
        let (this, abort_signal) = (self.clone(), self.abort_signal());
        spawn_local(async move {
            let request = async |endpoint: Endpoint| match &abort_signal {
                Some(signal) => endpoint.fetch_rules(signal, prefetched.take()).await,
                None => Err(SendError::NotSent),
            };
            let result = this.rules_client.request(request).await;
            if abort_signal.as_ref().is_some_and(AbortSignal::aborted) {
                return;
            }
            (this.dispatch)(match result {
                Ok(mut rules) => {
                    if let Some(module) = editor_chunk::loaded_untracked() {
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

    /// Requests the rules again after the host page changed the token or the endpoint, unless the
    /// latest request for them uses that token: a page that keeps setting expired tokens would cause
    /// endless requests.
    pub fn change_endpoint(&self, url: Option<String>) {
        if url.is_some() {
            self.next_endpoint.set(url);
        } else if self.rules_client.uses_current_token() {
            return;
        }
        (self.dispatch)(Event::RulesStale);
    }

    /// Calls the host's `before_submit` hook, then submits a ticket. The hook runs in a task,
    /// because it may dispatch events to the form. A ticket that another tab has taken over is
    /// submitted neither by the user nor by a retry: both tabs would open one.
    pub fn submit(self: &Rc<Self>, ticket: Ticket<FileId>) {
        let (this, abort_signal) = (self.clone(), self.abort_signal());
        spawn_local(async move {
            let is_permitted = this.drafts.can_send() && (this.hooks.before_submit)();
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
        // After a reload, the outcome is looked up under the key.
        self.drafts.save();
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
        let key = self.drafts.submission_key();
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

    /// Discards the idempotency key: the next submission is a different ticket, which may be sent to
    /// another endpoint.
    pub fn renew_idempotency_key(self: &Rc<Self>) {
        self.drafts.set_submission_key(None);
        let next_endpoint = self.next_endpoint.take();
        if next_endpoint.is_some() {
            let this = self.clone();
            spawn_local(async move { this.change_endpoint(next_endpoint) });
        }
    }

    /// Uses the idempotency key of a restored draft for the next lookup and submission.
    pub fn use_idempotency_key(&self, key: IdempotencyKey) {
        self.drafts.set_submission_key(Some(key));
    }

    fn idempotency_key(&self) -> Option<IdempotencyKey> {
        let key = self.drafts.submission_key();
        let key = key.or_else(random_idempotency_key);
        self.drafts.set_submission_key(key);
        key
    }

    /// Aborts the request in progress, if any.
    pub fn abort(&self) {
        if let Some(controller) = self.in_progress.take() {
            controller.abort();
        }
    }

    /// Aborts the request in progress, and creates the abort signal of a new one.
    fn abort_signal(&self) -> Option<AbortSignal> {
        self.abort();
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
    match editor_chunk::load().await {
        Ok(module) => module.open_with_files(client, submission).await,
        Err(editor_chunk::LoadError) => Err(SendError::NotLoaded),
    }
}
