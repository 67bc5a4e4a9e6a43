// Runs in the page before anything of it: catches a request's body where it would go out, and
// watches how long the page cannot answer meanwhile. `window.bench` starts each subject on the same
// file.
(() => {
  let caught;
  XMLHttpRequest.prototype.send = (body) => {
    caught?.({ at: performance.now(), size: body.size ?? body.length });
  };

  // The clock runs from the first touch of the file's bytes: the form has been busy with itself
  // before that, the scripts have no form.
  let touched;
  for (const [owner, name] of [
    [Blob.prototype, "arrayBuffer"],
    [Blob.prototype, "stream"],
    [FileReader.prototype, "readAsDataURL"],
  ]) {
    const original = owner[name];
    owner[name] = function (...all) {
      touched ??= performance.now();
      return original.apply(this, all);
    };
  }

  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...all) => {
    const bundle = await instantiateStreaming.apply(WebAssembly, all);
    window.bench.memory = bundle.instance.exports.memory;
    return bundle;
  };

  /** The longest time for which a person's key would have waited, until it is stopped. */
  function watch() {
    let last = performance.now();
    let longest = 0;
    let going = true;
    const turn = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (going) scheduler.postTask(turn, { priority: "user-blocking", delay: 1 });
    };
    turn();
    return () => {
      going = false;
      return Math.max(longest, performance.now() - last);
    };
  }

  const root = () => document.querySelector("open-ticket").shadowRoot;

  const button = (text) =>
    [...root().querySelectorAll("button")].find((one) => one.textContent.trim() === text);

  /** Until something is there, a turn of the page at a time. */
  async function until(find) {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const form = {
    async run() {
      button("Send").click();
    },
    // The request never went out, so the form is told to stop, and is as it was.
    async end() {
      (await until(() => button("Cancel"))).click();
      await until(() => button("Send"));
    },
  };

  const post = (body) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/");
    request.send(body);
  };

  const peer = () => document.querySelector("#peer").files[0];

  const usual = {
    async run() {
      const file = peer();
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

  const native = {
    async run() {
      const file = peer();
      const data = new Uint8Array(await file.arrayBuffer()).toBase64();
      const attachments = btoa(JSON.stringify([{ name: file.name, data }]));
      const escaped = attachments
        .replaceAll("+", "%2B")
        .replaceAll("/", "%2F")
        .replaceAll("=", "%3D");
      post(`action=OpenTicket&attachments=${escaped}`);
    },
  };

  const subjects = { form, usual, native };

  /** What comes of a subject: the milliseconds until the body is there, the longest task, its size. */
  async function once(name) {
    const subject = subjects[name];
    const body = new Promise((resolve) => {
      caught = resolve;
    });
    const stop = watch();
    touched = undefined;
    await Promise.race([subject.run(), body]);
    const { at, size } = await body;
    const longest = stop();
    caught = undefined;
    await subject.end?.();
    return { took: at - touched, longest, size };
  }

  /** Puts files into the form's picker; the milliseconds until all of them are listed. */
  async function listed(files) {
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

  window.bench = { once, listed, memory: undefined };
})();
