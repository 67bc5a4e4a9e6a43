// The message and its selection as one string: in `a |b| c` the text `b` is selected, and in `a| b`
// the caret is after `a`.

/** Replaces the message by typing, and selects the text between the bars. */
export async function writeMessage(form, marked) {
  const [before, selected, after] = marked.split("|");
  const text = after === undefined ? before + selected : before + selected + after;
  await form.message.focus();
  await form.page.keyboard.press("Control+A");
  if (text) await form.page.keyboard.insertText(text);
  else await form.page.keyboard.press("Delete");
  const end = after === undefined ? before.length : before.length + selected.length;
  await form.message.evaluate(
    (textarea, range) => textarea.setSelectionRange(...range),
    [before.length, end],
  );
}

/** Returns the message in the same notation. */
export function readMessage(form) {
  return form.message.evaluate(({ value, selectionStart: start, selectionEnd: end }) => {
    const selected = start === end ? "" : `${value.slice(start, end)}|`;
    return `${value.slice(0, start)}|${selected}${value.slice(end)}`;
  });
}

/**
 * Dispatches a paste event at the message.
 *
 * @param {Record<string, string>} contents clipboard contents by media type.
 * @param {[name: string, text: string][]} [files]
 * @returns {Promise<boolean>} `true` if the form handled the event.
 */
export function pasteIntoMessage(form, contents, files = []) {
  return form.message.evaluate(
    (textarea, [contents, files]) => {
      textarea.focus();
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(contents)) clipboardData.setData(type, text);
      for (const [name, text] of files) clipboardData.items.add(new File([text], name));
      const event = { clipboardData, bubbles: true, cancelable: true };
      return !textarea.dispatchEvent(new ClipboardEvent("paste", event));
    },
    [contents, files],
  );
}

/** Writes contents, by media type, to the system clipboard, for a paste by the browser. */
export async function copyToClipboard(page, contents) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (contents) => {
    const blobs = Object.entries(contents).map(([type, text]) => [
      type,
      new Blob([text], { type }),
    ]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, contents);
}
