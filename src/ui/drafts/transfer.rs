//! Transfer of a draft to another device, in a file.

use super::autosave::Autosave;
use super::notice::Notice;
use super::restored_files::{add_files, exported_versions};
use crate::drafts::{
    DecodeError, MAX_EXPORT_HEADER, SavedDraft, export_file_name, export_header, export_parts,
    parse_export_header,
};
use crate::form::{DraftState, FileId, Form, Replacement};
use crate::ui::platform::{download, file_size, local_date_time, read_head};
use crate::ui::runtime::selected_files::SelectedFiles;
use crate::ui::runtime::task::spawn_local;
use std::rc::Rc;
use web_sys::File;

/// Downloads the draft as a file.
pub fn save_to_file(autosave: &Autosave) {
    let Some(mut draft) = autosave.to_saved_draft() else {
        autosave.set_notice(Notice::NothingToSave);
        return;
    };
    mark_missing_files(&mut draft, autosave.store.files());
    let header = export_header(&draft);
    let parts = export_parts(&draft, header.len() as u64);
    let versions = parts.iter().flat_map(|part| {
        let versions = autosave.store.files().versions(FileId(part.id));
        let original = |alternative: Option<File>| alternative.filter(|_| part.original.is_some());
        versions.map(|(file, alternative)| [Some(file), original(alternative)])
    });
    let files: Vec<File> = versions.flatten().flatten().collect();
    let name = export_file_name(&local_date_time());
    // Without a file, the browser shows no download.
    let _ = download(&name, &header, &files);
}

/// Marks the files whose bytes are missing or different: a file may have changed on disk. Such
/// files have to be chosen again on the other device.
fn mark_missing_files(draft: &mut SavedDraft, files: SelectedFiles) {
    for saved in &mut draft.files {
        let versions = files.versions(FileId(saved.id));
        let (file, original) = versions.unzip();
        let original = original.flatten();
        saved.is_stored &= file_matches(saved.size, file.as_ref());
        saved.original_size = saved
            .original_size
            .filter(|size| file_matches(*size, original.as_ref()));
    }
}

fn file_matches(size: u64, file: Option<&File>) -> bool {
    file.is_some_and(|file| file_size(file) == size)
}

/// Replaces the draft by the one in a file, which can be undone.
pub fn load_from_file(autosave: Rc<Autosave>, file: File) {
    spawn_local(async move {
        let name = file.name();
        let head = read_head(&file, MAX_EXPORT_HEADER as u64).await;
        if autosave.is_disposed() || !autosave.store.with_untracked(Form::can_restore_draft) {
            return;
        }
        let imported = match head {
            Some(head) => parse_export_header(&head, file_size(&file)),
            None => Err(DecodeError::Unreadable),
        };
        match imported {
            Ok(imported) => {
                let mut draft = imported.draft;
                add_files(&mut draft, autosave.store.files(), |saved| {
                    let part = imported.parts.iter().find(|part| part.id == saved.id)?;
                    exported_versions(saved, &file, part)
                });
                autosave
                    .store
                    .replace_draft(Replacement::Imported(Box::new(draft)));
                autosave.set_notice(Notice::Loaded(name, autosave.can_undo()));
                autosave.save();
                autosave.emit(DraftState::Restored);
            }
            Err(DecodeError::PlainText(text)) => autosave.set_notice(Notice::OtherVersion(text)),
            Err(DecodeError::Unreadable) => autosave.set_notice(Notice::NotADraft(name)),
        }
    });
}
