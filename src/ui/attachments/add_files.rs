//! Adding files: all sources (picker, camera, drop, paste, folder) call [`add_files`].

use crate::form::{Announcement, Edit, Event};
use crate::ticket::{dated_name, is_system_file, numbered_name};
use crate::ui::platform::{self, SelectedItem};
use crate::ui::runtime::store::Store;
use web_sys::File;

/// Adds files to the form. System files are skipped.
pub fn add_files(store: Store, items: Vec<SelectedItem>) {
    let (mut kept, mut skipped) = (Vec::new(), None);
    for item in items {
        let (name, count) = match item {
            SelectedItem::SystemFiles { name, count } => (name, count),
            SelectedItem::File(file) if is_system_file(&file.name()) => (file.name(), 1),
            item => {
                kept.push(item);
                continue;
            }
        };
        let (name, earlier) = skipped.take().unwrap_or((name, 0));
        skipped = Some((name, earlier + count));
    }
    let files = store.files().add(kept);
    if !files.is_empty() {
        store.dispatch(Event::Edited(Edit::FilesAdded(files)));
    }
    if let Some((name, count)) = skipped.clone() {
        store.announce(Announcement::SystemFiles { name, count });
    }
    store.set_skipped_files(skipped);
}

/// Adds files of a source that gives many files the same name, such as `image.png` from the clipboard
/// and `image.jpg` from a camera. Such a name gets the date and time.
pub fn add_dated_files(store: Store, items: Vec<SelectedItem>) {
    let date_time = platform::local_date_time();
    let mut names: Vec<String> = store.with_untracked(|form| {
        let files = form.draft().files.iter();
        files.map(|file| file.name.to_string()).collect()
    });
    let mut date = |file: File| {
        let Some(dated) = dated_name(&file.name(), &date_time) else {
            return file;
        };
        let dated = numbered_name(&dated, |name| names.iter().any(|other| other == name));
        let renamed = platform::renamed_file(&file, &dated);
        names.push(dated);
        renamed.unwrap_or(file)
    };
    let items = items.into_iter().map(|item| match item {
        SelectedItem::File(file) => SelectedItem::File(date(file)),
        item => item,
    });
    add_files(store, items.collect());
}
