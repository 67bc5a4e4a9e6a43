// Runs in every subject's page: how long from just before a key's event until the preview's nodes
// have changed, and until they are laid out. `window.subject` is the page's own:
// `write(text)` fills the field without an event, `fire()` is the event, `preview()` what changes.
(() => {
  /** The moment at which the preview has changed and shows a text, if one is to be shown. */
  function shows(preview, sign) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const at = performance.now();
        if (!preview.textContent.includes(sign)) return;
        observer.disconnect();
        resolve(at);
      });
      observer.observe(preview, { childList: true, characterData: true, subtree: true });
    });
  }

  const laidOut = (preview) => preview.getBoundingClientRect().height;

  /** A task of its own for each key: what one leaves behind is not the next one's to pay. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

  /** Writes a text; the milliseconds until the preview shows what tells that it is this one. */
  async function once(text, sign, layout = false) {
    const { subject } = window;
    const preview = subject.preview();
    subject.write(text);
    laidOut(preview);
    await pause();
    const shown = shows(preview, sign);
    const start = performance.now();
    subject.fire();
    const end = await shown;
    if (!layout) return end - start;
    laidOut(preview);
    return performance.now() - start;
  }

  /** Types so many letters into a paragraph in the middle of the text; the milliseconds of each. */
  async function keys(text, count, layout) {
    const middle = text.slice(text.length / 2).search(/\n\n[a-z]/) + text.length / 2;
    const at = text.indexOf(" ", middle);
    const times = [];
    for (let typed = 0; typed <= count; typed += 1) {
      const word = ` ${"e".repeat(3 + typed)}`;
      times.push(await once(text.slice(0, at) + word + text.slice(at), word, layout));
    }
    // The first replaces another text.
    return times.slice(1);
  }

  window.bench = { keys, once };
})();
