// The message and its selection as one string: in `a |b| c` the text `b` is selected, and in `a| b`
// the caret is after `a`.

/** Replaces the message by typing, and selects the text between the bars. */
export async function writeMessage(form, marked) {
  const [before, selected, after] = marked.split("|");
  const text = after === undefined ? before + selected : before + selected + after;
  const message = await form.control("Message");
  await form.page.evaluate(
    (textarea, text, start, end) => {
      textarea.focus();
      textarea.select();
      document.execCommand(text ? "insertText" : "delete", false, text);
      textarea.setSelectionRange(start, end);
    },
    message,
    text,
    before.length,
    after === undefined ? before.length : before.length + selected.length,
  );
}

/** Returns the message in the same notation. */
export async function readMessage(form) {
  const message = await form.control("Message");
  return form.page.evaluate(({ value, selectionStart: start, selectionEnd: end }) => {
    const selected = start === end ? "" : `${value.slice(start, end)}|`;
    return `${value.slice(0, start)}|${selected}${value.slice(end)}`;
  }, message);
}
