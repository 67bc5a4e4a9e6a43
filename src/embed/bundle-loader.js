// Loads the bundle for all elements of a tag, and reports why it cannot be loaded.

/** Returns the name of an API that the form needs and the browser lacks. */
const missingApi = () => ["WebAssembly", "AbortController"].find((name) => !window[name]);

/** Returns `true` for a `WebAssembly.CompileError`. Compares the name: the class may be missing. */
const isCompileError = (error) => error?.name === "CompileError";

/** Returns a truthy value if the browser or the page's policy does not allow the form to run. */
export function isForbidden(error) {
  return missingApi() || isCompileError(error);
}

let reportedError;

/** Reports a failed load to developers, once for all elements that wait for it. */
export function reportLoadError(error) {
  if (error === reportedError) return;
  reportedError = error;
  const hint = isCompileError(error) ? ". Does script-src contain 'wasm-unsafe-eval'?" : "";
  console.error(`open-ticket: the form could not be loaded: ${error?.message ?? error}${hint}`);
}

/**
 * Loads the bundle once for all elements of a tag, and reports a panic to the elements with a
 * mounted form.
 */
export class BundleLoader {
  #fetchBundle;
  #bundle;
  #hasPanicked = false;
  #panicListeners = new Set();

  constructor(fetchBundle) {
    this.#fetchBundle = fetchBundle;
  }

  /** Returns the bundle. Retries after a failed load; rejects after a panic. */
  async load() {
    if (this.#hasPanicked) throw new Error("the bundle has panicked");
    this.#bundle ??= this.#start().catch((error) => {
      this.#bundle = undefined;
      throw error;
    });
    return this.#bundle;
  }

  async #start() {
    if (missingApi()) throw new Error(`the browser has no ${missingApi()}`);
    const bundle = await this.#fetchBundle();
    bundle.onPanic?.(() => {
      this.#hasPanicked = true;
      for (const listener of this.#panicListeners) listener();
    });
    // Another loader on the page may share the bundle.
    if (this.#hasPanicked) throw new Error("the bundle has panicked");
    return bundle;
  }

  /** Adds a listener for a panic of the bundle. Returns a function that removes it. */
  onPanic(listener) {
    this.#panicListeners.add(listener);
    return () => this.#panicListeners.delete(listener);
  }
}

/**
 * @typedef {object} Bundle
 * @property {(
 *   host: HTMLElement,
 *   root: ShadowRoot,
 *   endpoint: string,
 *   rules?: Promise<Response>,
 * ) => {
 *   free(): void,
 *   update?: (attribute: string, endpoint: string) => void,
 *   adoptStyles?: () => void,
 *   discardDraft?: () => void,
 * }} mount
 *   `endpoint` is the URL of the relay endpoint, `rules` the response to a `GET` request to it, if
 *   one has been started.
 * @property {(listener: () => void) => void} [onPanic]
 * @property {(element: HTMLElement) => Promise<void>} [whenEditorLoaded] resolves once the editor chunk is
 *   loaded, and the forms store drafts, or if too many removed forms wait for it.
 */
