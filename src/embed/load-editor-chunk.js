// Loader of the editor chunk, the lazily loaded part of the wasm. `xtask` bundles it into
// the glue code, in place of the script that the splitter writes: that script supports neither
// integrity hashes nor a timeout.
import { compile } from "./compile-wasm.js";
import { enter } from "./guarded-exports.js";

/**
 * Timeout for downloading and compiling the chunk, in milliseconds. The chunk arrives in time at
 * 2 kB/s, but never on a stalled connection.
 */
const TIMEOUT = 120_000;
/**
 * Minimum delay between a failed attempt and the next one, in milliseconds: every keystroke may
 * request the chunk. The delay doubles after each failure, up to the maximum, and ends at a click.
 */
const RETRY_DELAY = 2_000;
const MAX_RETRY_DELAY = 60_000;
/** Maximum number of removed forms that wait for the chunk in memory. */
const MAX_REMOVED_FORMS = 10;

/**
 * @typedef {import("./compile-wasm.js").WasmSource} WasmSource
 *
 * @param {() => WebAssembly.Exports} mainExports returns the exports of the main chunk, once it runs.
 * @returns {{
 *   setSource: (source: () => WasmSource | Promise<WasmSource>) => void,
 *   load: (callback: number, data: number) => Promise<void>,
 *   whenLoaded: (form: object) => Promise<void>,
 * }}
 *   `setSource` sets the function that fetches the chunk, which is called once per attempt. `load`
 *   is called by the main chunk and reports success or failure to a function of that chunk's table.
 *   A failed attempt can be retried. A loaded chunk is never loaded twice. The promise of
 *   `whenLoaded` resolves once the main chunk uses the chunk, or if ten other forms have begun to wait since:
 *   if the chunk can never be loaded, the number of removed forms in memory is limited.
 */
export function editorChunkLoader(mainExports) {
  let fetchSource = () => Promise.reject(new Error("no source has been set"));
  let loading;
  let retryDelay = RETRY_DELAY;
  let retryTimer;
  let isInUse = false;
  /** Functions that end the waiting, by form. The form that began to wait first is the first one. */
  const waiting = new Map();

  function endWaiting() {
    isInUse = true;
    for (const end of waiting.values()) end();
    waiting.clear();
  }

  async function whenLoaded(form) {
    if (isInUse) return;
    await new Promise((resolve) => {
      // A form that waits again moves to the end.
      waiting.delete(form);
      waiting.set(form, resolve);
      if (waiting.size <= MAX_REMOVED_FORMS) return;
      const [[first, end]] = waiting;
      waiting.delete(first);
      end();
    });
  }

  function allowRetry() {
    if (!retryTimer) return;
    clearTimeout(retryTimer);
    retryTimer = undefined;
    loading = undefined;
  }

  // Send needs the chunk if there are files, and Enter in a field is a click on Send.
  addEventListener("click", allowRetry, { capture: true });

  // A chunk that arrives after the timeout is not instantiated: a second instance would reset
  // statics that the first one is using.
  async function instantiate() {
    const module = await withTimeout(compile(fetchSource()));
    // The chunk imports exports of the main chunk, and nothing else.
    await WebAssembly.instantiate(module, { __wasm_split: mainExports() });
  }

  async function load(callback, data) {
    loading ??= instantiate().catch((error) => {
      console.warn(`open-ticket: the editor failed to load: ${error.message}`);
      retryTimer = setTimeout(allowRetry, retryDelay);
      retryDelay = Math.min(2 * retryDelay, MAX_RETRY_DELAY);
      throw error;
    });
    const isLoaded = await loading.then(
      () => true,
      () => false,
    );
    enter(mainExports().__indirect_function_table.get(callback), data, isLoaded);
    // The main chunk continues in microtasks.
    if (isLoaded) setTimeout(endWaiting);
  }

  return {
    setSource(source) {
      fetchSource = source;
    },
    load,
    whenLoaded,
  };
}

function withTimeout(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timed out")), TIMEOUT);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
