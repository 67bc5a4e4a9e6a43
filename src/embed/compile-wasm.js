// Compiles wasm from anything that a page may provide.

/** First bytes of each wasm file, as a number. */
const MAGIC = 0x0061736d;

/**
 * @typedef {Response | Blob | BufferSource | WebAssembly.Module} WasmSource
 *
 * Compiles wasm.
 *
 * @param {WasmSource | Promise<WasmSource>} source
 * @throws WebAssembly.CompileError if the browser or the page's policy does not allow it, another
 *   error if the source is not wasm.
 */
export async function compile(source) {
  let wasm = await source;
  if (wasm instanceof WebAssembly.Module) return wasm;
  // Not `instanceof Response`: the page may have replaced or wrapped that class.
  if (typeof wasm.arrayBuffer !== "function") return WebAssembly.compile(wasm);
  if (wasm.ok === false) throw new Error(`${wasm.url} responds with ${wasm.status}`);
  const { url } = wasm;
  if (wasm.headers?.get("content-type") === "application/wasm") {
    try {
      return await WebAssembly.compileStreaming(wasm);
    } catch (error) {
      // An unread response was wrapped, or the page's policy forbids WebAssembly. The bytes of a
      // wrapped response can be read. A response that was read may not be wasm, in spite of its type.
      if (wasm.bodyUsed) {
        if (url) await wasmBytes(await fetch(url, { cache: "force-cache" }), url);
        throw error;
      }
    }
  }
  wasm = await wasmBytes(wasm, url);
  return WebAssembly.compile(wasm);
}

async function wasmBytes(response, url) {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength < 8 || new DataView(bytes).getUint32(0) !== MAGIC) {
    throw new Error(`${url} is not wasm. Is the file missing?`);
  }
  return bytes;
}
