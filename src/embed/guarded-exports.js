// Guards calls of the main chunk: after one is interrupted, no further code of it runs. `xtask` bundles this
// into the glue code.
//
// Firefox terminates a script that runs while its page's process is shut down, or while the user leaves the
// page: neither `catch` nor `finally` runs, and `pagehide` is dispatched afterwards. The wasm then has
// borrowed cells and half-written data. The same is true after a trap. No code of the wasm may run again.

/** Internal exports, called only by the wasm's imports, once for each string argument. */
const INTERNAL = /^__(externref|wbindgen_(?!destroy))/;

/** Maximum length of `Error.stack` in Firefox, in frames. Other browsers have lower limits. */
const MAX_FRAMES = 128;

const listeners = [];
let depth = 0;
let hasFailed = false;

/** Adds a listener for a panic or an interrupted call. No form on the page works after that. */
export function onPanic(listener) {
  listeners.push(listener);
  if (hasFailed) listener();
}

/** Calls a function of the wasm. Returns an empty array after a failure. */
export function enter(call, ...values) {
  if (depth > 0 && !isOnStack()) fail();
  if (hasFailed) return [];
  depth += 1;
  try {
    return call(...values);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) fail();
    throw error;
  } finally {
    depth -= 1;
  }
}

/** Returns the exports of the wasm, whose functions do nothing after a failure. */
export function guard(exports) {
  const guarded = { ...exports };
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === "function" && !INTERNAL.test(name)) {
      guarded[name] = (...values) => enter(value, ...values);
    }
  }
  return guarded;
}

function fail() {
  if (hasFailed) return;
  hasFailed = true;
  for (const listener of listeners) listener();
}

/**
 * Returns `true` if an earlier call of the wasm is on the stack, as when it moves the focus, or may be on the
 * truncated part of the stack.
 */
function isOnStack() {
  const { stack } = new Error();
  if (typeof stack !== "string" || stack.includes("wasm-function")) return true;
  return stack.split("\n").length >= Math.min(Error.stackTraceLimit ?? MAX_FRAMES, MAX_FRAMES);
}
