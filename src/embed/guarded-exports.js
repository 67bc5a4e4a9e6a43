// Calls of the main chunk, until one of them ends midway. `xtask` bundles this into the glue code.
//
// Firefox ends a script that runs while its page's process is shut down, or while the user leaves the page:
// neither `catch` nor `finally` runs, and `pagehide` is dispatched afterwards. The wasm then has borrowed
// cells and half-written data. The same holds after a trap. None of its code may run after that.

/** Exports that only functions called by the wasm use, on each string that they pass. */
const INTERNAL = /^__(externref|wbindgen_(?!destroy))/;

/** Longest stack of Firefox, in frames. Other browsers have lower limits. */
const MAX_FRAMES = 128;

const listeners = [];
let depth = 0;
let hasFailed = false;

/** Adds a listener for the failure of the wasm. None of its forms works after that. */
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
 * part of the stack that is cut off.
 */
function isOnStack() {
  const { stack } = new Error();
  if (typeof stack !== "string" || stack.includes("wasm-function")) return true;
  return stack.split("\n").length >= Math.min(Error.stackTraceLimit ?? MAX_FRAMES, MAX_FRAMES);
}
