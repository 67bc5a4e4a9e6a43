//! A picture drawn anew, smaller, upright and without what a camera writes into it.

use super::size_of;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, ImageBitmap,
    ImageBitmapOptions, ImageOrientation, ResizeQuality,
};

/// How much of a JPEG's or WebP's detail is kept: hardly anybody sees a difference above this.
const QUALITY: f64 = 0.85;

/// A picture of more than so many megapixels with that many, as the same media type and without its
/// metadata; none where it has fewer, would not get smaller, or cannot be drawn as it is. The
/// browser decodes, scales and encodes it beside the page's own work.
pub async fn smaller(file: &File, media_type: &str, megapixels: u32) -> Option<File> {
    let upright = ImageBitmapOptions::new();
    upright.set_image_orientation(ImageOrientation::FromImage);
    let full = bitmap(file, &upright).await?;
    let (width, height) = (f64::from(full.width()), f64::from(full.height()));
    full.close();
    let scale = (f64::from(megapixels) * 1e6 / (width * height)).sqrt();
    if scale >= 1.0 {
        return None;
    }
    upright.set_resize_width(whole(width * scale));
    upright.set_resize_height(whole(height * scale));
    upright.set_resize_quality(ResizeQuality::High);
    let small = bitmap(file, &upright).await?;
    let canvas = canvas(&small)?;
    small.close();
    let drawn = encoded(&canvas, media_type).await?;
    // A browser that cannot write a type writes PNG.
    if drawn.type_() != media_type || drawn.size() >= size_of(file) as f64 {
        return None;
    }
    let bag = FilePropertyBag::new();
    bag.set_type(media_type);
    File::new_with_blob_sequence_and_options(&Array::of1(&drawn), &file.name(), &bag).ok()
}

async fn bitmap(file: &File, options: &ImageBitmapOptions) -> Option<ImageBitmap> {
    let window = web_sys::window()?;
    let promise = window
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, options)
        .ok()?;
    Some(JsFuture::from(promise).await.ok()?.unchecked_into())
}

fn canvas(picture: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(picture.width());
    canvas.set_height(picture.height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    if !tells_the_truth(&context)? {
        return None;
    }
    context.clear_rect(0.0, 0.0, 1.0, 1.0);
    context
        .draw_image_with_image_bitmap(picture, 0.0, 0.0)
        .ok()?;
    Some(canvas)
}

/// Some browsers read noise from every canvas, so that nobody can be told by it; a picture would be
/// lost in it.
fn tells_the_truth(context: &CanvasRenderingContext2d) -> Option<bool> {
    context.set_fill_style_str("#0b4fb3");
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let read = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    Some(read.0 == [0x0b, 0x4f, 0xb3, 0xff])
}

async fn encoded(canvas: &HtmlCanvasElement, media_type: &str) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let quality = JsValue::from_f64(QUALITY);
        let begun = canvas.to_blob_with_type_and_encoder_options(&resolve, media_type, &quality);
        if begun.is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture's side is a whole number far below 2^32"
)]
fn whole(side: f64) -> u32 {
    side.max(1.0) as u32
}
