//! Downscaling and conversion of images, which also apply their orientation and remove their
//! metadata.
//!
//! Canvases and bitmaps are used [by name](super::js_object): their bindings were 0.3 kB of the glue code.

use super::file::file_size;
use super::js_object::{call, get, object, set};
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag};

/// Quality of JPEG and WebP, from 0 to 1. Above this value, the difference is hardly visible.
const QUALITY: f64 = 0.85;

/// Downscales an image to a maximum number of megapixels, keeping its media type and removing its
/// metadata.
///
/// Returns `None` if the image is small enough, would not get smaller in bytes, cannot be decoded,
/// or if the browser alters canvas data. The browser decodes, scales and encodes the image off the
/// main thread.
pub async fn downscale(file: &File, media_type: &str, max_megapixels: u32) -> Option<File> {
    let (size, is_smaller) = scaled_size(file, max_megapixels).await?;
    if !is_smaller {
        return None;
    }
    let encoded = encode_scaled(file, media_type, size).await?;
    (file_size(&encoded) < file_size(file)).then_some(encoded)
}

/// Converts an image to JPEG, downscaled to a maximum number of megapixels.
///
/// Returns `None` if the browser cannot decode the image, or alters canvas data.
pub async fn convert_to_jpeg(file: &File, max_megapixels: u32) -> Option<File> {
    let (size, _) = scaled_size(file, max_megapixels).await?;
    encode_scaled(file, "image/jpeg", size).await
}

/// Returns the width and height, in pixels, of an image with at most a number of megapixels, and
/// `true` if it is smaller than the original.
async fn scaled_size(file: &File, max_megapixels: u32) -> Option<((f64, f64), bool)> {
    let original = decode_image(file, &[]).await?;
    let width = get(&original, "width")?.as_f64()?;
    let height = get(&original, "height")?.as_f64()?;
    call(&original, "close", &[]);
    let scale = (f64::from(max_megapixels) * 1e6 / (width * height)).sqrt();
    let factor = scale.min(1.0);
    Some(((width * factor, height * factor), scale < 1.0))
}

/// Encodes an image in a size, in pixels.
async fn encode_scaled(file: &File, media_type: &str, (width, height): (f64, f64)) -> Option<File> {
    let size = [
        ("resizeWidth", &to_pixels(width)),
        ("resizeHeight", &to_pixels(height)),
        ("resizeQuality", &"high".into()),
    ];
    let resized = decode_image(file, &size).await?;
    let canvas = draw_on_canvas(&resized)?;
    call(&resized, "close", &[]);
    let encoded = encode_canvas(&canvas, media_type).await?;
    // A browser that cannot encode a media type falls back to PNG.
    if encoded.type_() != media_type {
        return None;
    }
    let properties = FilePropertyBag::new();
    properties.set_type(media_type);
    let parts = Array::of1(&encoded);
    File::new_with_blob_sequence_and_options(&parts, &file.name(), &properties).ok()
}

/// Decodes an image with its orientation, and with further options.
async fn decode_image(file: &File, options: &[(&str, &JsValue)]) -> Option<JsValue> {
    let all = object(options);
    set(&all, "imageOrientation", &"from-image".into());
    let promise = call(&js_sys::global(), "createImageBitmap", &[file, &all])?;
    JsFuture::from(promise.unchecked_into::<Promise>())
        .await
        .ok()
}

fn draw_on_canvas(image: &JsValue) -> Option<JsValue> {
    let document = web_sys::window()?.document()?;
    let canvas = document.create_element("canvas").ok()?.into();
    for side in ["width", "height"] {
        set(&canvas, side, &get(image, side)?);
    }
    let context = call(&canvas, "getContext", &[&"2d".into()])?;
    if !canvas_is_readable(&context)? {
        return None;
    }
    let origin = JsValue::from(0);
    call(&context, "clearRect", &PIXEL.map(JsValue::from).each_ref())?;
    call(&context, "drawImage", &[image, &origin, &origin])?;
    Some(canvas)
}

/// Position and size of the first pixel of a canvas.
const PIXEL: [u32; 4] = [0, 0, 1, 1];

/// Draws a pixel and reads it back. Returns `Some(true)` if it is unchanged: some browsers add
/// noise to canvas data against fingerprinting, which would change the image.
fn canvas_is_readable(context: &JsValue) -> Option<bool> {
    let area = PIXEL.map(JsValue::from);
    set(context, "fillStyle", &"#0b4fb3".into());
    call(context, "fillRect", &area.each_ref())?;
    let image = call(context, "getImageData", &area.each_ref())?;
    let pixel = Uint8Array::new(&get(&image, "data")?);
    Some(pixel.to_vec() == [0x0b, 0x4f, 0xb3, 0xff])
}

async fn encode_canvas(canvas: &JsValue, media_type: &str) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let arguments: [&JsValue; 3] = [&resolve, &media_type.into(), &JsValue::from_f64(QUALITY)];
        if call(canvas, "toBlob", &arguments).is_none() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an image's side is a whole number far below 2^32"
)]
fn to_pixels(side: f64) -> JsValue {
    JsValue::from(side.max(1.0) as u32)
}
