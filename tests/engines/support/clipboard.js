// The clipboard of the worker's display.

/**
 * Copies contents, by MIME type: texts, or bytes as arrays. Browsers write to the clipboard only while they
 * handle a user action, here a key.
 */
export async function copy(page, contents) {
  await page.evaluate((contents) => {
    window.copied = new Promise((resolve) => {
      const onKey = (event) => {
        if (event.key !== "F8") return;
        window.removeEventListener("keydown", onKey, true);
        event.preventDefault();
        event.stopPropagation();
        const blobs = Object.entries(contents).map(([type, content]) => {
          const part = typeof content === "string" ? content : new Uint8Array(content);
          return [type, new Blob([part], { type })];
        });
        const item = new ClipboardItem(Object.fromEntries(blobs));
        navigator.clipboard.write([item]).then(
          () => resolve("copied"),
          (error) => resolve(`${error}`),
        );
      };
      window.addEventListener("keydown", onKey, true);
    });
  }, contents);
  await page.press("F8");
  const result = await page.evaluate(() => window.copied);
  if (result !== "copied") throw new Error(`the clipboard refused: ${result}`);
}

/**
 * Pastes an image at the focused element, with Ctrl+V.
 *
 * WebKitGTK's paste events contain no images, and Firefox's constructed events contain no data. In WebKit,
 * an event with the image is therefore dispatched at the target of the real event.
 *
 * @param {Buffer} image a PNG file.
 */
export async function pasteImage(page, image) {
  const contents = page.engine.pastesImages ? { "image/png": [...image] } : { "text/plain": "x" };
  await copy(page, contents);
  if (!page.engine.pastesImages) await page.evaluate(replaceNextPaste, [...image]);
  await page.press("Control+v");
}

/** Runs in the page: replaces the next paste event with an event that contains a file. */
function replaceNextPaste(bytes) {
  const replace = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const clipboardData = new DataTransfer();
    const file = new File([new Uint8Array(bytes)], "image.png", { type: "image/png" });
    clipboardData.items.add(file);
    const init = { clipboardData, bubbles: true, cancelable: true, composed: true };
    event.composedPath()[0].dispatchEvent(new ClipboardEvent("paste", init));
  };
  window.addEventListener("paste", replace, { capture: true, once: true });
}
