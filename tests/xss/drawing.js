// Runs in every page: writes messages into the real form and looks at what becomes of them.
(() => {
  const MARK = "nothing drawn yet";

  const shadow = () => document.querySelector("open-ticket").shadowRoot;
  const preview = () => shadow().querySelector("[part=preview]");
  const area = () => shadow().querySelector("textarea[id*=message]");

  /** What a person's keys end in: the field has the text, and says so. */
  function write(text) {
    const field = area();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }

  /** The next task; all that waits in microtasks is done before. */
  function turn() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  }

  async function until(holds) {
    const end = performance.now() + 60_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`not drawn: ${JSON.stringify(window.xss.at)}`);
      await turn();
    }
  }

  /** The element whose children are the blocks of the message. */
  async function blocks() {
    write(MARK);
    await until(() => preview().textContent.includes(MARK));
    const paragraph = [...preview().querySelectorAll("p")].find((p) => p.textContent === MARK);
    return paragraph.parentElement;
  }

  /** Writes a message in place of the mark, so that what is seen is surely of this message. */
  async function draw(pane, text) {
    write(MARK);
    await until(() => pane.textContent === MARK);
    window.xss.at = text;
    write(text);
    await until(() => pane.textContent !== MARK);
  }

  /** A text area has its own ends of lines. */
  const kept = (text) => area().value === text.replace(/\r\n?/g, "\n");

  /** Draws each message and says what is wrong with it. */
  async function tryAll(texts) {
    const { provoke, violations, ran } = window.xss;
    const pane = await blocks();
    const before = [...pane.childNodes].filter((node) => node.nodeType === Node.COMMENT_NODE);
    const wrong = [];
    for (const text of texts) {
      await draw(pane, text);
      wrong.push(...violations(pane, before).map((what) => ({ what, at: text })));
      if (!kept(text)) wrong.push({ what: "the text is not in the field", at: text });
      provoke(pane, window);
    }
    // What an address or an image starts comes later.
    await new Promise((resolve) => setTimeout(resolve, 250));
    return [...wrong, ...ran.splice(0)];
  }

  Object.assign(window.xss, { blocks, draw, kept, tryAll, turn, write });
})();
