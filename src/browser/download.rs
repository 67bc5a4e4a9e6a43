//! Download of a file that the form creates: a draft, or the copy of a sent ticket.

use super::js_object::{array, construct};
use super::object_url::create_object_url;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, HtmlElement};

/// Downloads a file that consists of a header and other files. Returns `false` if the browser cannot
/// create it.
#[must_use]
pub fn download(name: &str, header: &str, files: &[File]) -> bool {
    let mut parts = array(&[&header.into()]);
    parts.extend(files.iter().map(JsValue::from));
    let Some(file) = construct("File", &[&parts, &name.into()]) else {
        return false;
    };
    start_download(file.unchecked_ref(), name).is_some()
}

fn start_download(file: &File, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = create_object_url(file)?;
    let link: HtmlElement = document.create_element("a").ok()?.unchecked_into();
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser reads the file after this task. The URL is valid until the page is closed.
    Some(())
}
