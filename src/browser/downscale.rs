//! Downscaling and conversion of images, which also apply their orientation and remove their
//! metadata.

use super::file::file_size;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, ImageBitmap,
    ImageBitmapOptions, ImageOrientation, ResizeQuality,
};

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
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let original = decode_image(file, &options).await?;
    let (width, height) = (f64::from(original.width()), f64::from(original.height()));
    original.close();
    let scale = (f64::from(max_megapixels) * 1e6 / (width * height)).sqrt();
    let factor = scale.min(1.0);
    Some(((width * factor, height * factor), scale < 1.0))
}

/// Encodes an image in a size, in pixels.
async fn encode_scaled(file: &File, media_type: &str, (width, height): (f64, f64)) -> Option<File> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    options.set_resize_width(to_pixels(width));
    options.set_resize_height(to_pixels(height));
    options.set_resize_quality(ResizeQuality::High);
    let resized = decode_image(file, &options).await?;
    let canvas = draw_on_canvas(&resized)?;
    resized.close();
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

async fn decode_image(file: &File, options: &ImageBitmapOptions) -> Option<ImageBitmap> {
    let window = web_sys::window()?;
    let promise = window
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, options)
        .ok()?;
    Some(JsFuture::from(promise).await.ok()?.unchecked_into())
}

fn draw_on_canvas(image: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(image.width());
    canvas.set_height(image.height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    if !canvas_is_readable(&context)? {
        return None;
    }
    context.clear_rect(0.0, 0.0, 1.0, 1.0);
    context.draw_image_with_image_bitmap(image, 0.0, 0.0).ok()?;
    Some(canvas)
}

/// Draws a pixel and reads it back. Returns `Some(true)` if it is unchanged: some browsers add
/// noise to canvas data against fingerprinting, which would change the image.
fn canvas_is_readable(context: &CanvasRenderingContext2d) -> Option<bool> {
    context.set_fill_style_str("#0b4fb3");
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    Some(pixel.0 == [0x0b, 0x4f, 0xb3, 0xff])
}

async fn encode_canvas(canvas: &HtmlCanvasElement, media_type: &str) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let quality = JsValue::from_f64(QUALITY);
        let started = canvas.to_blob_with_type_and_encoder_options(&resolve, media_type, &quality);
        if started.is_err() {
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
fn to_pixels(side: f64) -> u32 {
    side.max(1.0) as u32
}
