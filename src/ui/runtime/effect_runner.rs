//! Runs the effects of the form.

use super::autosave_handle::AutosaveHandle;
use super::delayed_focus::{FIRST_FIELD, focus_after_render, keep_focus};
use super::dispatch::Dispatch;
use super::file_task::FileTask;
use super::relay_requests::RelayRequests;
use super::selected_files::SelectedFiles;
use super::start_file_task::start_file_task;
use super::task::spawn_local;
use crate::form::Effect;
use crate::ui::announcer::Announcer;
use crate::ui::dom::{focus, focus_with_label};
use crate::ui::fields::ids::{add_files_button_id, remove_file_button_id};
use crate::ui::form_options::{HostHooks, TicketFormOptions};
use std::rc::Rc;
use web_sys::HtmlElement;

/// Runs the effects of one form. It dispatches events through a callback and has no access to the
/// form's state.
pub struct EffectRunner {
    requests: Rc<RelayRequests>,
    files: SelectedFiles,
    hooks: HostHooks,
    root: HtmlElement,
    announcer: Announcer,
    dispatch: Dispatch,
}

impl EffectRunner {
    /// Creates the runner of a form inside a root element.
    pub fn new(
        options: TicketFormOptions,
        root: HtmlElement,
        announcer: Announcer,
        files: SelectedFiles,
        drafts: AutosaveHandle,
        dispatch: Dispatch,
    ) -> Self {
        Self {
            hooks: options.hooks.clone(),
            requests: Rc::new(RelayRequests::new(options, files, drafts, dispatch.clone())),
            files,
            root,
            announcer,
            dispatch,
        }
    }

    /// Runs an effect. Asynchronous effects dispatch an event when they end.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::LoadRules => self.requests.load_rules(),
            Effect::ChangeEndpoint(url) => self.requests.change_endpoint(url),
            Effect::Send(ticket) => self.requests.submit(*ticket),
            Effect::LookUpOutcome => self.requests.look_up_outcome(),
            Effect::RenewKey => self.requests.renew_idempotency_key(),
            Effect::UseKey(key) => self.requests.use_idempotency_key(key),
            Effect::AbortUpload => self.abort(),
            Effect::ReleaseFile(id) => self.files.remove(id),
            Effect::CheckFiles(checks) => self.start_file_task(FileTask::Check(checks)),
            Effect::Downscale { files, megapixels } => {
                self.start_file_task(FileTask::Downscale {
                    images: files,
                    megapixels,
                });
            }
            Effect::SniffFiles(ids) => self.start_file_task(FileTask::Sniff(ids)),
            Effect::ConvertToJpeg(id) => self.start_file_task(FileTask::ConvertToJpeg(id)),
            Effect::SwapVersions(id) => self.files.swap_alternative(id),
            Effect::FocusProblems => {
                self.focus(".summary:not(.failure)", focus_with_label);
                // The browser scrolls only as far as needed: the status bar is often in view.
                self.focus(".failure", focus);
            }
            Effect::FocusConfirmation => self.focus(".confirmation h2", focus_with_label),
            Effect::FocusSubmit => self.focus("[type=submit]", focus),
            Effect::FocusFirstField => self.focus(FIRST_FIELD, focus_with_label),
            Effect::KeepFocus => keep_focus(&self.root),
            Effect::FocusFiles(id) => {
                let button = id.map_or_else(add_files_button_id, remove_file_button_id);
                self.focus(&format!("#{button}"), focus);
            }
            Effect::Announce(announcement) => self.announcer.announce(&announcement),
            Effect::Emit(event) => {
                let hooks = self.hooks.clone();
                spawn_local(async move { (hooks.on_event)(&event) });
            }
        }
    }

    /// Aborts the request in progress, if any.
    pub fn abort(&self) {
        self.requests.abort();
    }

    fn start_file_task(&self, task: FileTask) {
        start_file_task(self.files, task, self.dispatch.clone());
    }

    fn focus(&self, selector: &str, focus: fn(&HtmlElement)) {
        focus_after_render(&self.root, selector, focus);
    }
}
