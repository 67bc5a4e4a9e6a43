// Fetches a file of the bundle, and explains to developers why it cannot be used.

const REMEDY = ". Copy all files of one build";

/**
 * Fetches a file of the bundle. If it is missing or has another hash, a cache may hold an old
 * response, so it is requested again, bypassing all caches.
 *
 * @param {URL | string} url
 * @param {string} [integrity] hash of the file.
 * @param {RequestCache[]} [attempts]
 * @throws Error with the cause and a remedy.
 */
export async function fetchFile(url, integrity = "", attempts = ["default", "reload"]) {
  // A page may have replaced `fetch` by a function that takes strings only.
  const href = String(url);
  for (const cache of attempts) {
    try {
      const response = await fetch(href, { cache, integrity });
      if (!problemOf(response)) return response;
    } catch {}
  }
  throw new Error(await problemWith(href));
}

/** Returns the reason why a response is not a file of the bundle, or `undefined`. */
function problemOf({ ok, status, headers }) {
  if (!ok) return `responds with ${status}`;
  // Sites with client-side routes respond to unknown paths with their page.
  return /html/.test(headers?.get("content-type")) ? "responds with a page" : undefined;
}

/** Requests a file again, without a hash: after a wrong hash, a browser hides the response. */
async function problemWith(href) {
  try {
    const problem = problemOf(await fetch(href));
    return `${href} ${problem ?? "is from another build"}${REMEDY}`;
  } catch (error) {
    return `${href} cannot be fetched (${error.message}). Check connect-src and CORS`;
  }
}
