// Injected into every page: types messages into the real form and checks their previews.
(() => {
  const PLACEHOLDER = "nothing rendered yet";

  const shadowRoot = () => document.querySelector("open-ticket").shadowRoot;
  const preview = () => shadowRoot().querySelector("[part=open-ticket-preview]");
  const textArea = () => shadowRoot().querySelector("textarea[id*=message]");

  /** Sets the text and dispatches `input`, as typing does. */
  function type(text) {
    const area = textArea();
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }

  /** Waits for the next task. All pending microtasks run before it. */
  function nextTask() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  }

  async function waitUntil(condition) {
    const end = performance.now() + 60_000;
    while (!condition()) {
      if (performance.now() > end) {
        throw new Error(`not rendered: ${JSON.stringify(window.xss.message)}`);
      }
      await nextTask();
    }
  }

  /** Returns the element that contains the blocks of the message. */
  async function blockContainer() {
    type(PLACEHOLDER);
    await waitUntil(() => preview().textContent.includes(PLACEHOLDER));
    const paragraphs = [...preview().querySelectorAll("p")];
    return paragraphs.find((p) => p.textContent === PLACEHOLDER).parentElement;
  }

  /** Replaces the placeholder with a message. A change of the preview is then due to the message. */
  async function render(container, text) {
    type(PLACEHOLDER);
    await waitUntil(() => container.textContent === PLACEHOLDER);
    window.xss.message = text;
    type(text);
    await waitUntil(() => container.textContent !== PLACEHOLDER);
  }

  /** Returns `true` if the text area contains the text. Text areas normalize line breaks. */
  const isInTextArea = (text) => textArea().value === text.replace(/\r\n?/g, "\n");

  /** Renders each message and returns all findings. */
  async function tryAll(texts) {
    const { provoke, violations, detected } = window.xss;
    const container = await blockContainer();
    const isComment = (node) => node.nodeType === Node.COMMENT_NODE;
    const ignored = [...container.childNodes].filter(isComment);
    const findings = [];
    for (const text of texts) {
      await render(container, text);
      findings.push(...violations(container, ignored).map((what) => ({ what, message: text })));
      if (!isInTextArea(text)) {
        findings.push({ what: "the text is not in the text area", message: text });
      }
      provoke(container, window);
    }
    // Navigations and image requests run asynchronously.
    await new Promise((resolve) => setTimeout(resolve, 250));
    return [...findings, ...detected.splice(0)];
  }

  Object.assign(window.xss, { blockContainer, isInTextArea, nextTask, render, tryAll, type });
})();
