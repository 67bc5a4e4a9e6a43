// Injected into every subject's page: measures the time from just before an input event until the
// preview's nodes have changed, or until they are laid out. `window.subject` is the page's adapter:
// `setText(text)` fills the field without an event, `dispatchInput()` dispatches the event, and
// `preview()` returns the element that changes.
(() => {
  /** Resolves with the time at which the preview has changed and contains `marker`. */
  function timeOfChange(preview, marker) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const time = performance.now();
        if (!preview.textContent.includes(marker)) return;
        observer.disconnect();
        resolve(time);
      });
      observer.observe(preview, { childList: true, characterData: true, subtree: true });
    });
  }

  const forceLayout = (preview) => preview.getBoundingClientRect().height;

  /** Waits for the next task, so that remaining work of one keystroke is not measured with the next. */
  const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

  /** Sets the text. Returns the milliseconds until the preview contains `marker`, a part of the text. */
  async function measureText(text, marker, includeLayout = false) {
    const { subject } = window;
    const preview = subject.preview();
    subject.setText(text);
    forceLayout(preview);
    await nextTask();
    const changed = timeOfChange(preview, marker);
    const start = performance.now();
    subject.dispatchInput();
    const end = await changed;
    if (!includeLayout) return end - start;
    forceLayout(preview);
    return performance.now() - start;
  }

  /** Types `count` letters into a paragraph in the middle of the text. Returns the milliseconds of each. */
  async function measureKeystrokes(text, count, includeLayout) {
    const paragraph = text.slice(text.length / 2).search(/\n\n[a-z]/) + text.length / 2;
    const offset = text.indexOf(" ", paragraph);
    const times = [];
    for (let typed = 0; typed <= count; typed += 1) {
      const word = ` ${"e".repeat(3 + typed)}`;
      const edited = text.slice(0, offset) + word + text.slice(offset);
      times.push(await measureText(edited, word, includeLayout));
    }
    // The first measurement replaces different text.
    return times.slice(1);
  }

  window.bench = { measureKeystrokes, measureText };
})();
