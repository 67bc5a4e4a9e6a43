// Injected into every page: the control, a deliberately unsafe preview. It inserts each HTML string
// through `innerHTML` into an iframe with the page's origin and CSP, and dispatches the same events as
// in the real preview.
(() => {
  function openFrame() {
    const frame = document.createElement("iframe");
    // The attribute prevents an attack from navigating the page, which would end the count.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    document.body.append(frame);
    return frame;
  }

  function insert(html) {
    const { detectDialogs, provoke, violations } = window.xss;
    const frame = openFrame();
    const result = { frame, hasRunScript: false, hasForbiddenMarkup: false };
    const frameWindow = frame.contentWindow;
    detectDialogs(frameWindow, () => {
      result.hasRunScript = true;
    });
    const root = frameWindow.document.body;
    root.innerHTML = html;
    result.hasForbiddenMarkup = violations(root).length > 0;
    provoke(root, frameWindow);
    return result;
  }

  const count = (results, property) => results.filter((result) => result[property]).length;

  /** Waits until no further scripts run. Handlers of image errors run with a delay. */
  async function waitForScripts(results) {
    let previous = -1;
    while (count(results, "hasRunScript") !== previous) {
      previous = count(results, "hasRunScript");
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** Counts the HTML strings that ran a script, and those with forbidden markup. */
  window.xss.tryUnsafe = async (htmlStrings) => {
    const results = htmlStrings.map(insert);
    await waitForScripts(results);
    for (const { frame } of results) frame.remove();
    return {
      scripts: count(results, "hasRunScript"),
      forbiddenMarkup: count(results, "hasForbiddenMarkup"),
    };
  };
})();
