//! Files that operating systems create in users' folders, and folders that macOS shows as
//! files.

/// Names of files and folders that systems create, in lower case and separated by `|`: macOS and
/// its volumes, Windows, Linux desktops, network drives, and programs that synchronize or index folders.
const SYSTEM_NAMES: &str = ".ds_store|.localized|.appledouble|.lsoverride|.appledb|.appledesktop|\
    .apdisk|.spotlight-v100|.trashes|.fseventsd|.temporaryitems|.documentrevisions-v100|\
    .pkinstallsandboxmanager|.volumeicon.icns|.metadata_never_index|\
    .com.apple.timemachine.donotpresent|.com.apple.timemachine.supported|__macosx|icon\r|\
    network trash folder|temporary items|thumbs.db|thumbs.db:encryptable|ehthumbs.db|\
    ehthumbs_vista.db|desktop.ini|$recycle.bin|recycler|system volume information|indexervolumeguid|\
    .directory|.thumbnails|.hidden|lost+found|@eadir|#recycle|@recycle|@__thumb|.@__thumb|\
    .dropbox|.dropbox.attr|.dropbox.cache|.stfolder|.picasa.ini";

/// Prefixes of names that systems create: AppleDouble files, the trash of a volume, deleted files
/// that are still open, owner files of Office and LibreOffice.
const SYSTEM_PREFIXES: [&str; 7] = [
    "._",
    ".trash-",
    ".nfs0",
    ".fuse_hidden",
    "~$",
    ".~lock.",
    ".smbdelete",
];

/// Extensions of folders that macOS shows as one file, in lower case and separated by `|`.
const PACKAGE_EXTENSIONS: &str = "app|aplibrary|appex|band|bundle|component|dsym|fcpbundle|\
    framework|garageband|graffle|imovielibrary|imovieproject|kext|key|keynote|logicx|mpkg|musiclibrary|\
    nib|numbers|oo3|pages|photoslibrary|pkg|playground|plugin|prefpane|qlgenerator|rtfd|saver|scptd|\
    screenflow|sketchplugin|sparsebundle|tvlibrary|wdgt|workflow|xcarchive|xcodeproj|xcworkspace|xpc";

/// Returns `true` for the name of a file or folder that an operating system creates for its own use.
/// A user neither sees nor chooses it.
#[must_use]
pub fn is_system_file(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_listed(SYSTEM_NAMES, &name)
        || SYSTEM_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix) && name.len() > prefix.len())
}

/// Returns `true` for the name of a folder that macOS shows as one file, such as a document of
/// Pages.
#[must_use]
pub fn is_package(folder_name: &str) -> bool {
    let extension = folder_name.rsplit_once('.');
    extension.is_some_and(|(stem, extension)| {
        !stem.is_empty() && is_listed(PACKAGE_EXTENSIONS, &extension.to_ascii_lowercase())
    })
}

/// Returns `true` if a name is in a list with `|` between the names.
fn is_listed(list: &str, name: &str) -> bool {
    list.split('|').any(|known| known == name)
}
