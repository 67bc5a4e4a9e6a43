// Runs in every subject's page: how long from just before a key's event until the preview's nodes
// have changed, and until they are laid out. `window.subject` is the page's own:
// `write(text)` fills the field without an event, `fire()` is the event, `preview()` what changes.
(() => {
  /** Resolves when anything below the preview has changed: the end of the task at the earliest. */
  function changed(preview) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const at = performance.now();
        observer.disconnect();
        resolve(at);
      });
      observer.observe(preview, { childList: true, characterData: true, subtree: true });
    });
  }

  const laidOut = (preview) => preview.getBoundingClientRect().height;

  /** A task of its own for each key: what one leaves behind is not the next one's to pay. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

  async function once(text, layout) {
    const { subject } = window;
    const preview = subject.preview();
    subject.write(text);
    laidOut(preview);
    await pause();
    const change = changed(preview);
    const start = performance.now();
    subject.fire();
    const end = await change;
    if (!layout) return end - start;
    laidOut(preview);
    return performance.now() - start;
  }

  /** Types so many letters into a paragraph in the middle of the text; the milliseconds of each. */
  async function keys(text, count, layout) {
    const middle = text.slice(text.length / 2).search(/\n\n[a-z]/) + text.length / 2;
    const at = text.indexOf(" ", middle);
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    await once(text, false);
    const times = [];
    for (let typed = 1; typed <= count; typed += 1) {
      times.push(await once(head + "e".repeat(typed) + tail, layout));
    }
    return times;
  }

  window.bench = { keys, once };
})();
