//! Connects the autosave of a draft to the form and the page.

use super::autosave::Autosave;
use super::browser_tabs::Tabs;
use super::draft_key::{DraftKey, requester_id};
use super::draft_storage::DraftStorage;
use super::file_sync::{FileSync, delete_expired_files};
use super::local_storage_drafts;
use super::notice_view::notice_view;
use super::status_view::status_view;
use crate::form::{FileId, Form, Phase, RulesRevision};
use crate::rules::{DraftScope, SignedInUser};
use crate::ui::dom::{El, focus, listen, render_effect, watch};
use crate::ui::form_options::HostHooks;
use crate::ui::platform::was_in_cache;
use crate::ui::runtime::autosave_handle::{DraftAutosave, drafts_exist};
use crate::ui::runtime::delayed_focus::focus_after_render;
use crate::ui::runtime::store::Store;
use crate::ui::runtime::task::spawn_local;
use leptos::prelude::{StoredValue, WithValue, document, on_cleanup, untrack, window};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlElement;

thread_local! {
    /// `true` once the expired drafts of all forms were deleted, which each page does once.
    static HAS_CLEANED_UP: Cell<bool> = const { Cell::new(false) };
}

/// Saves the draft of a form automatically until the current `Owner` is cleaned up.
pub fn connect_autosave(store: Store, hooks: HostHooks, root: HtmlElement) {
    let token = hooks.token.clone();
    let autosave = Autosave::new(store, hooks);
    if drafts_exist() && !HAS_CLEANED_UP.replace(true) {
        local_storage_drafts::remove_expired();
        spawn_local(delete_expired_files());
    }
    store
        .drafts()
        .connect(Rc::new(Connection(autosave.clone(), root.clone())));
    let (read, opened) = (autosave.clone(), autosave.clone());
    watch(
        move || DraftOwner::read(&read),
        move |owner| {
            if let Some(owner) = owner {
                open(&opened, owner, token().as_deref(), &root);
            }
        },
    );
    save_on_changes(&autosave, store);
    save_on_page_events(&autosave);
    let autosave = StoredValue::new_local(autosave);
    on_cleanup(move || {
        autosave.try_with_value(|autosave| autosave.close());
    });
}

/// Interface of the autosave for the main chunk.
struct Connection(Rc<Autosave>, HtmlElement);

impl DraftAutosave for Connection {
    fn save(&self) {
        self.0.save();
    }

    fn discard(&self) {
        self.0.discard();
    }

    fn can_send(&self) -> bool {
        let is_permitted = !self.0.is_taken();
        if !is_permitted {
            self.0.show_other_tab_notice();
            focus_after_render(&self.1, ".draft-notice button", focus);
        }
        is_permitted
    }

    fn notice(&self) -> El {
        notice_view(self.0.clone(), self.1.clone())
    }

    fn status(&self) -> El {
        status_view(self.0.clone())
    }
}

/// Values that the key of a draft depends on.
#[derive(Clone, PartialEq, Eq)]
struct DraftOwner {
    endpoint: String,
    user: Option<SignedInUser>,
    revision: RulesRevision,
    scope: DraftScope,
}

impl DraftOwner {
    /// Reads the values (tracked). `None` until the rules are loaded.
    fn read(autosave: &Autosave) -> Option<Self> {
        let store = autosave.store;
        let rules = |form: &Form| Some((form.rules()?.requester.clone(), form.rules_revision()));
        let (user, revision) = store.with(rules)?;
        Some(Self {
            endpoint: store.drafts().endpoint(),
            user,
            revision,
            scope: autosave.allowed_scope(),
        })
    }
}

/// Opens the storage of a form's draft, unless it is open already.
fn open(autosave: &Rc<Autosave>, owner: &DraftOwner, token: Option<&str>, root: &HtmlElement) {
    let requester = requester_id(token, owner.user.as_ref());
    let previous = autosave.storage();
    if let Some(previous) = &previous {
        // The form's own key counts as free.
        previous.key.release();
    }
    let position = autosave.store.drafts().position();
    let choose = |requester| DraftKey::choose(&owner.endpoint, requester, root, position);
    let key = choose(requester.as_deref());
    let is_first = previous.is_none();
    let replaced = previous.filter(|previous| previous.key.as_str() != key.as_str());
    if let Some(replaced) = &replaced {
        replaced.key.reserve();
    }
    match (owner.scope, is_first || replaced.is_some()) {
        (DraftScope::Off, _) => {
            autosave.stop();
            let storage = create_storage(autosave, key);
            storage.remove_stored();
            storage.close();
        }
        (scope, false) => autosave.set_scope(scope),
        (scope, true) => {
            let storage = create_storage(autosave, key);
            if is_first && requester.is_some() {
                let guest = create_storage(autosave, choose(None));
                match guest.is_empty() {
                    true => guest.close(),
                    false => storage.set_guest(guest),
                }
            }
            autosave.start(storage, scope);
        }
    }
}

fn create_storage(autosave: &Rc<Autosave>, key: DraftKey) -> Rc<DraftStorage> {
    let weak = Rc::downgrade(autosave);
    let tabs = Tabs::join(key.as_str(), move |event| {
        if let Some(autosave) = weak.upgrade() {
            autosave.handle_tab_event(event);
        }
    });
    let weak = Rc::downgrade(autosave);
    let on_change = move || {
        if let Some(autosave) = weak.upgrade() {
            autosave.update_unsaved();
        }
    };
    let files = FileSync::new(key.file_prefix(), autosave.store.files(), on_change);
    DraftStorage::new(key, tabs, files)
}

/// Saves half a second after an edit, and immediately when files change, or the outcome of a submission
/// becomes known. A key press only starts the timer.
fn save_on_changes(autosave: &Rc<Autosave>, store: Store) {
    let edited = autosave.clone();
    render_effect(move || {
        store.with_message(|_| ());
        untrack(|| edited.schedule_save());
    });
    let saved = autosave.clone();
    watch(move || store.with(state_to_save), move |_| saved.save());
    let ended = autosave.clone();
    watch(
        move || store.with(|form| matches!(form.phase(), Phase::Opened(_))),
        move |is_open| {
            if *is_open {
                ended.end_undo();
            }
        },
    );
}

/// Values whose changes are saved: files with their sizes, a pending submission, an open ticket.
fn state_to_save(form: &Form) -> (Vec<(FileId, u64)>, bool, bool) {
    let files = form.draft().files.iter().map(|file| (file.id, file.size));
    let is_open = matches!(form.phase(), Phase::Opened(_));
    (files.collect(), form.has_pending_submission(), is_open)
}

/// Saves when the page is hidden, or the user leaves it: the browser may end the page without another
/// event.
fn save_on_page_events(autosave: &Rc<Autosave>) {
    let hidden = autosave.clone();
    listen(&document(), "visibilitychange", move |_| hidden.save());
    // When Firefox ends the process of a page, it may terminate the form's code before `pagehide`. Only
    // there, this listener keeps the page out of the back-forward cache, as the draft's lock does.
    let leaving = autosave.clone();
    listen(&window(), "beforeunload", move |_| leaving.leave());
    let left = autosave.clone();
    listen(&window(), "pagehide", move |_| left.suspend());
    let shown = autosave.clone();
    listen(&window(), "pageshow", move |event| {
        if was_in_cache(&event) {
            shown.resume();
        }
    });
}
