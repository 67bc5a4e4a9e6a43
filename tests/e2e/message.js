// A message with what is selected in it, written as one text: `a |b| c`, or `a| b` for a caret.

/** Puts a text into the message, as typing would, and selects what stands between the bars. */
export async function write(form, marked) {
  const [before, selected, after] = marked.split("|");
  const text = after === undefined ? before + selected : before + selected + after;
  await form.message.focus();
  await form.page.keyboard.press("Control+A");
  if (text) await form.page.keyboard.insertText(text);
  else await form.page.keyboard.press("Delete");
  const end = after === undefined ? before.length : before.length + selected.length;
  await form.message.evaluate(
    (area, range) => area.setSelectionRange(...range),
    [before.length, end],
  );
}

/** The message in the same notation. */
export function read(form) {
  return form.message.evaluate(({ value, selectionStart: from, selectionEnd: to }) => {
    const inside = from === to ? "" : `${value.slice(from, to)}|`;
    return `${value.slice(0, from)}|${inside}${value.slice(to)}`;
  });
}

/** Pastes what a clipboard may hold, by its kinds, and files; says whether the form took it. */
export function paste(form, kinds, files = []) {
  return form.message.evaluate(
    (area, [kinds, files]) => {
      area.focus();
      const clipboardData = new DataTransfer();
      for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text);
      for (const [name, text] of files) clipboardData.items.add(new File([text], name));
      const event = { clipboardData, bubbles: true, cancelable: true };
      return !area.dispatchEvent(new ClipboardEvent("paste", event));
    },
    [kinds, files],
  );
}

/** Copies for real, so that the browser's own paste can follow. */
export async function copy(page, kinds) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (kinds) => {
    const blobs = Object.entries(kinds).map(([kind, text]) => [
      kind,
      new Blob([text], { type: kind }),
    ]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, kinds);
}
