//! Files of drafts, in the browser's IndexedDB: the database `open-ticket`, with one record per file.
//!
//! Each operation opens the database and closes it again: some browsers keep no page with an open
//! database in the back-forward cache.

use super::clock::{now, with_timeout};
use super::js_object::{call, get, global, object, set};
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

const DATABASE: &str = "open-ticket";
const OBJECT_STORE: &str = "files";

/// Timeout for opening the database, in milliseconds. Safari 14 to 16 sometimes did not respond.
const OPEN_TIMEOUT: i32 = 5_000;

/// Timeout for writing files, in milliseconds: 50 MB to a slow disk.
const TRANSACTION_TIMEOUT: i32 = 60_000;

/// A stored file.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Key of the record.
    pub key: String,
    /// Time at which it was stored, in milliseconds since the Unix epoch.
    pub saved_at: f64,
    /// The version to send.
    pub file: File,
    /// The other version of a downscaled image.
    pub alternative: Option<File>,
}

/// Stores a file, in place of the one with the same key. Returns `false` if that is not possible.
pub async fn store_file(key: &str, file: &File, alternative: Option<&File>) -> bool {
    let alternative = alternative.map_or(JsValue::NULL, JsValue::from);
    let record = object(&[
        ("key", &key.into()),
        ("savedAt", &now().into()),
        ("file", file),
        ("alternative", &alternative),
    ]);
    let key = key.into();
    let put = move |store: &JsValue| call(store, "put", &[&record, &key]);
    transact("readwrite", Box::new(put)).await.is_some()
}

/// Returns the stored files whose keys begin with a prefix.
pub async fn stored_files(prefix: &str) -> Vec<StoredFile> {
    let range = key_range(prefix);
    let get_all = move |store: &JsValue| call(store, "getAll", &[range.as_ref()?]);
    let records = transact("readonly", Box::new(get_all)).await;
    let records = records.and_then(|records| records.dyn_into::<Array>().ok());
    let records = records.iter().flat_map(Array::iter);
    records.filter_map(|record| decode(&record)).collect()
}

/// Deletes the stored files whose keys begin with a prefix.
pub async fn delete_stored_files(prefix: &str) {
    let range = key_range(prefix);
    let delete = move |store: &JsValue| call(store, "delete", &[range.as_ref()?]);
    transact("readwrite", Box::new(delete)).await;
}

/// Deletes one stored file.
pub async fn delete_stored_file(key: &str) {
    let key = JsValue::from(key);
    let delete = move |store: &JsValue| call(store, "delete", &[&key]);
    transact("readwrite", Box::new(delete)).await;
}

fn decode(record: &JsValue) -> Option<StoredFile> {
    let file = |name| get(record, name)?.dyn_into::<File>().ok();
    Some(StoredFile {
        key: get(record, "key")?.as_string()?,
        saved_at: get(record, "savedAt")?.as_f64()?,
        file: file("file")?,
        alternative: file("alternative"),
    })
}

/// Returns the range of all keys that begin with a prefix.
fn key_range(prefix: &str) -> Option<JsValue> {
    let end = format!("{prefix}\u{ffff}");
    call(
        &global("IDBKeyRange")?,
        "bound",
        &[&prefix.into(), &end.into()],
    )
}

/// A function that makes a request to an object store.
type Request = Box<dyn FnOnce(&JsValue) -> Option<JsValue>>;

/// Makes a request in its own transaction, and returns its result. Returns `None` if the browser
/// has no storage, or it is full.
async fn transact(mode: &str, request: Request) -> Option<JsValue> {
    let database = open().await?;
    let result = request_in(&database, mode, request).await;
    call(&database, "close", &[]);
    result
}

async fn request_in(database: &JsValue, mode: &str, request: Request) -> Option<JsValue> {
    let transaction = call(
        database,
        "transaction",
        &[&OBJECT_STORE.into(), &mode.into()],
    )?;
    let store = call(&transaction, "objectStore", &[&OBJECT_STORE.into()])?;
    // Throws `DataCloneError` for a file that the browser cannot store.
    let request = request(&store)?;
    let ended = settled(&transaction, "oncomplete", &["onabort", "onerror"]);
    let ended = Box::pin(JsFuture::from(ended));
    with_timeout(TRANSACTION_TIMEOUT, ended).await?.ok()?;
    // The result of `put` is the key, and the result of `delete` is undefined.
    Some(get(&request, "result").unwrap_or_default())
}

/// Opens the database, and creates the object store if it is missing.
async fn open() -> Option<JsValue> {
    let database = open_version(None).await?;
    if has_object_store(&database) {
        return Some(database);
    }
    let version = get(&database, "version").and_then(|version| version.as_f64());
    call(&database, "close", &[]);
    open_version(Some(version.unwrap_or_default() + 1.0)).await
}

fn has_object_store(database: &JsValue) -> bool {
    let names = get(database, "objectStoreNames");
    let has_name = names.and_then(|names| call(&names, "contains", &[&OBJECT_STORE.into()]));
    has_name.is_some_and(|has_name| has_name.is_truthy())
}

/// Opens a version of the database. Default: the current one, or 1 for a new database.
async fn open_version(version: Option<f64>) -> Option<JsValue> {
    let version = version.map_or(JsValue::UNDEFINED, JsValue::from);
    let request = call(&global("indexedDB")?, "open", &[&DATABASE.into(), &version])?;
    let upgraded = request.clone();
    // The callback is kept until the database is open. The browser calls it for a new version only.
    let create = Closure::once(move || {
        let database = get(&upgraded, "result").unwrap_or_default();
        call(&database, "createObjectStore", &[&OBJECT_STORE.into()]);
    });
    set(&request, "onupgradeneeded", create.as_ref());
    let opened = settled(&request, "onsuccess", &["onerror", "onblocked"]);
    let opened = Box::pin(JsFuture::from(opened));
    if let Some(Ok(_)) = with_timeout(OPEN_TIMEOUT, opened).await {
        set(&request, "onupgradeneeded", &JsValue::NULL);
        return get(&request, "result");
    }
    spawn_local(close_late(request, create));
    None
}

/// Closes a database that the browser opens after the timeout, or once no other tab blocks it: an open
/// connection would block others. The new database must not remain without its object store.
async fn close_late(request: JsValue, create: Closure<dyn FnMut()>) {
    let state = get(&request, "readyState").and_then(|state| state.as_string());
    if state.as_deref() == Some("pending") {
        let opened = settled(&request, "onsuccess", &["onerror"]);
        if JsFuture::from(opened).await.is_ok()
            && let Some(database) = get(&request, "result")
        {
            call(&database, "close", &[]);
        }
    }
    drop(create);
}

/// Returns a promise that one event resolves, and that others reject.
fn settled(target: &JsValue, on_success: &str, on_failure: &[&str]) -> Promise {
    Promise::new(&mut |resolve, reject| {
        set(target, on_success, &resolve);
        for name in on_failure {
            set(target, name, &reject);
        }
    })
}
