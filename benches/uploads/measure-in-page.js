// Runs before the page's own scripts: intercepts request bodies, and measures how long the main thread is
// blocked. `window.bench.run` encodes the chosen file with one of the subjects.
(() => {
  let onBody;
  XMLHttpRequest.prototype.send = (body) => {
    onBody?.({ at: performance.now(), size: body.size ?? body.length });
  };

  // The measurement starts at the first read of the file: the form has other work before that, the
  // scripts have none.
  let firstRead;
  for (const [owner, name] of [
    [Blob.prototype, "arrayBuffer"],
    [Blob.prototype, "stream"],
    [FileReader.prototype, "readAsDataURL"],
  ]) {
    const original = owner[name];
    owner[name] = function (...args) {
      firstRead ??= performance.now();
      return original.apply(this, args);
    };
  }

  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const bundle = await instantiateStreaming.apply(WebAssembly, args);
    window.bench.memory = bundle.instance.exports.memory;
    return bundle;
  };

  /** Measures the longest input delay, in milliseconds, until the returned function is called. */
  function measureInputDelay() {
    let last = performance.now();
    let longest = 0;
    let isRunning = true;
    const tick = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (isRunning) scheduler.postTask(tick, { priority: "user-blocking", delay: 1 });
    };
    tick();
    return () => {
      isRunning = false;
      return Math.max(longest, performance.now() - last);
    };
  }

  const root = () => document.querySelector("open-ticket").shadowRoot;

  const button = (text) =>
    [...root().querySelectorAll("button")].find(({ textContent }) => textContent.trim() === text);

  /** Polls until `find` returns a value. */
  async function waitFor(find) {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const form = {
    async run() {
      button("Send ticket").click();
    },
    // The request was not sent. Cancelling returns the form to its previous state.
    async end() {
      (await waitFor(() => button("Cancel"))).click();
      await waitFor(() => button("Send ticket"));
    },
  };

  const post = (body) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/");
    request.send(body);
  };

  const peerFile = () => document.querySelector("#peer").files[0];

  const dataUrl = {
    async run() {
      const file = peerFile();
      const reader = new FileReader();
      const read = new Promise((resolve, reject) => {
        reader.onload = resolve;
        reader.onerror = () => reject(reader.error);
      });
      reader.readAsDataURL(file);
      await read;
      const data = reader.result.split(",")[1];
      const attachments = btoa(JSON.stringify([{ name: file.name, data }]));
      post(new URLSearchParams({ action: "OpenTicket", attachments }).toString());
    },
  };

  const toBase64 = {
    async run() {
      const file = peerFile();
      const data = new Uint8Array(await file.arrayBuffer()).toBase64();
      const attachments = btoa(JSON.stringify([{ name: file.name, data }]));
      const escaped = attachments
        .replaceAll("+", "%2B")
        .replaceAll("/", "%2F")
        .replaceAll("=", "%3D");
      post(`action=OpenTicket&attachments=${escaped}`);
    },
  };

  const subjects = { form, dataUrl, toBase64 };

  /**
   * Runs a subject once. Returns the milliseconds until the body is complete, the longest input delay in
   * milliseconds, and the body's size in bytes.
   */
  async function run(name) {
    const subject = subjects[name];
    const body = new Promise((resolve) => {
      onBody = resolve;
    });
    const stopMeasuring = measureInputDelay();
    firstRead = undefined;
    await Promise.race([subject.run(), body]);
    const { at, size } = await body;
    const longest = stopMeasuring();
    onBody = undefined;
    await subject.end?.();
    return { duration: at - firstRead, longest, size };
  }

  /** Chooses files in the form's picker. Returns the milliseconds until all are listed. */
  async function timeUntilListed(files) {
    const picker = root().querySelector("input[type=file]");
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    picker.files = list.files;
    const start = performance.now();
    picker.dispatchEvent(new Event("change", { bubbles: true }));
    const rows = () => root().querySelectorAll(".files li");
    while (rows().length < files.length) await new Promise((resolve) => setTimeout(resolve, 0));
    rows()[files.length - 1].getBoundingClientRect();
    return performance.now() - start;
  }

  window.bench = { run, timeUntilListed, memory: undefined };
})();
