// Requests that a page has made.

/**
 * Records the page's requests from now on.
 *
 * @param {import("@playwright/test").Page} page
 * @param {(request: import("@playwright/test").Request) => boolean} [matches] Default: all requests.
 * @returns {import("@playwright/test").Request[]} the requests so far.
 */
export function recordRequests(page, matches = () => true) {
  const requests = [];
  page.on("request", (request) => {
    if (matches(request)) requests.push(request);
  });
  return requests;
}

/** Records the submissions, which are the POST requests. */
export const recordSubmissions = (page) =>
  recordRequests(page, (request) => request.method() === "POST");
