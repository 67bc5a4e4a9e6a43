// How the second half of the wasm comes to the first. `tools/pack.mjs` puts this into the glue, in
// the place of the script that wasm-split-cli writes: that one knows neither hashes nor an end.

/** Longer than this nobody waits: at a kilobyte a second it comes, on a line gone silent never. */
const PATIENCE = 120_000;
/** So long after a try that failed there is none, for every key may ask for it; then twice as long. */
const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * @param {() => WebAssembly.Exports} first what the first half exports, once it runs.
 * @returns {{bring: (source: Source) => void, load: (done: number, data: number) => Promise<void>}}
 *   `bring` takes what gets the second half: called once per try, it gives a `Response`, bytes or a
 *   module. `load` is what the first half calls, and answers to a function of its table: whether it
 *   came. What failed may be tried again; what came stays.
 */
export function halves(first) {
  let source = () => Promise.reject(new Error("nobody has said where it is"));
  let joining;
  let pause = PAUSE;

  // What came too late is not put in: twice, it would begin with its first values again, under
  // what already uses it.
  async function join() {
    const module = await inTime(compiled(source()));
    // It asks for nothing but what the first half exports.
    await WebAssembly.instantiate(module, { __wasm_split: first() });
  }

  async function load(done, data) {
    joining ??= join().catch((error) => {
      console.warn("open-ticket: the editor did not come:", error);
      setTimeout(() => {
        joining = undefined;
      }, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      throw error;
    });
    const came = await joining.then(
      () => true,
      () => false,
    );
    first().__indirect_function_table.get(done)(data, came);
  }

  return {
    bring(given) {
      source = given;
    },
    load,
  };
}

async function compiled(source) {
  let wasm = await source;
  if (wasm instanceof Response) {
    if (!wasm.ok) throw new Error(`${wasm.status} ${wasm.url}`);
    wasm = await wasm.arrayBuffer();
  }
  return wasm instanceof WebAssembly.Module ? wasm : WebAssembly.compile(wasm);
}

function inTime(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("it took too long")), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
