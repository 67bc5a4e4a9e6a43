// Messages in the console for developers: one for each failed load, with its cause and a remedy.
import { createHash } from "node:crypto";
import { EDITOR, GLUE, INTEGRITY, LOADER, readBundleFile, WASM } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { formElement, openHostPage, STRICT_POLICY } from "./support/host-page.js";

const BODY = `<open-ticket><a href="/old">Open a ticket here</a></open-ticket>`.repeat(2);

const HTML = { contentType: "text/html", body: "<!doctype html><title>App</title>" };
const ANY_ERROR = /integrity|404|ERR_FAILED|policy|module script|wasm/i;

/** Records the messages of the form. */
function recordMessages(page) {
  const messages = [];
  page.on("console", (message) => {
    if (message.text().startsWith("open-ticket:")) messages.push(message.text());
  });
  return messages;
}

/** Serves the loader without integrity hashes, as a bundler's output has none. */
async function serveLoaderWithoutHashes(page) {
  let body = readBundleFile(LOADER).toString();
  for (const name of [GLUE, WASM, EDITOR]) body = body.replace(INTEGRITY[name], "");
  await page.route(`**/${LOADER}`, (route) =>
    route.fulfill({ contentType: "text/javascript", body }),
  );
}

const withRoute = (name, response) => (page) =>
  page.route(`**/${name}*`, (route) => (response ? route.fulfill(response) : route.abort()));

const FAILED = "The form could not be loaded.";
const FORBIDDEN =
  "The form cannot run in this browser or on this page. Contact support another way.";

/** Failures of a load: the preparation of the page, the message in the console and in the page. */
const FAILURES = {};
for (const [kind, name] of Object.entries({ "glue code": GLUE, wasm: WASM })) {
  for (const [problem, response, cause] of [
    ["is missing", { status: 404, body: "" }, /responds with 404\. Copy all files of one build$/],
    ["is replaced by a page", HTML, /responds with a page\. Copy all files/],
    [
      "is another file",
      { contentType: "text/css", body: "a{}" },
      /is (from another build\. Copy all files|not wasm)/,
    ],
    ["cannot be fetched", null, /cannot be fetched .*connect-src/],
  ]) {
    const prepare = withRoute(name, response);
    const expected = { messages: [cause], text: FAILED };
    FAILURES[`the ${kind} ${problem}`] = { prepare, ...expected };
    // Without a hash, a stylesheet that is imported as a module has no better explanation.
    if (kind === "glue code" && problem === "is another file") continue;
    FAILURES[`the ${kind} ${problem}, without hashes`] = {
      prepare: (page) => Promise.all([prepare(page), serveLoaderWithoutHashes(page)]),
      ...expected,
    };
  }
}
FAILURES["the wasm is replaced by a page with the content type of wasm, without hashes"] = {
  prepare: (page) =>
    Promise.all([
      withRoute(WASM, { contentType: "application/wasm", body: HTML.body })(page),
      serveLoaderWithoutHashes(page),
    ]),
  messages: [/is not wasm\. Is the file missing\?$/],
  text: FAILED,
};
FAILURES["the policy forbids WebAssembly"] = {
  policy: STRICT_POLICY.replace(" 'wasm-unsafe-eval'", ""),
  messages: [/Does script-src contain 'wasm-unsafe-eval'\?$/],
  text: FORBIDDEN,
};
FAILURES["the policy forbids fetching the wasm"] = {
  policy: STRICT_POLICY.replace("connect-src 'self'", "connect-src 'none'"),
  messages: [/cannot be fetched .*Check connect-src/],
  text: FAILED,
};
// Without AbortController, no request of the form starts.
for (const name of ["WebAssembly", "AbortController"]) {
  FAILURES[`the browser has no ${name}`] = {
    prepare: (page) => page.addInitScript((name) => delete window[name], name),
    messages: [new RegExp(`the browser has no ${name}$`)],
    text: FORBIDDEN,
  };
}

for (const [failure, { prepare, policy, messages, text }] of Object.entries(FAILURES)) {
  test(`if ${failure}, one message names the cause and a remedy`, async ({ page, pageErrors }) => {
    pageErrors.expect(/^open-ticket: the form could not be loaded: /);
    pageErrors.allow(ANY_ERROR);
    const recorded = recordMessages(page);
    await prepare?.(page);
    await openHostPage(page, { body: BODY, policy });
    for (const index of [0, 1]) {
      await expect(formElement(page, index).getByText(text)).toBeVisible();
      await expect(page.getByText("Open a ticket here").nth(index)).toBeVisible();
    }
    expect(recorded).toEqual(messages.map((pattern) => expect.stringMatching(pattern)));
  });
}

/** Wrappers of the responses that contain the bundle. */
const WRAPPERS = {
  objects: (response) => {
    const { ok, status, headers, url } = response;
    return { ok, status, headers, url, arrayBuffer: () => response.arrayBuffer() };
  },
  proxies: (response) =>
    new Proxy(response, {
      get: (target, name) => {
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    }),
};

for (const [kind, wrap] of Object.entries(WRAPPERS)) {
  test(`the form starts in a page whose responses are wrapped in ${kind}`, async ({ page }) => {
    await page.addInitScript(`
      const { fetch } = window;
      const wrap = ${wrap};
      window.fetch = async (url, ...options) => {
        if (typeof url !== "string" && !(url instanceof Request)) throw new TypeError("not a URL");
        const response = await fetch(url, ...options);
        return /\\.wasm$/.test(response.url) ? wrap(response) : response;
      };`);
    await openHostPage(page);
    const form = formElement(page);
    await form.getByRole("textbox", { name: "Message" }).fill("**bold**");
    await expect(form.locator("strong")).toHaveText("bold");
  });
}

const loaderHash = (algorithm) =>
  `${algorithm}-${createHash(algorithm).update(readBundleFile(LOADER)).digest("base64")}`;

/** An `integrity` attribute, and `true` if a browser checks it. */
const ATTRIBUTES = [
  [INTEGRITY[LOADER], true],
  [loaderHash("sha256"), true],
  [`${loaderHash("sha512")} sha384-…`, true],
  [`md5-unknown ${INTEGRITY[LOADER]}`, true],
  ["sha384-…", false],
  ["sha384-", false],
  ["md5-dGVzdA==", false],
  [INTEGRITY[LOADER].replace("sha384-", ""), false],
];

for (const [attribute, isChecked] of ATTRIBUTES) {
  test(`${isChecked ? "no" : "a"} warning is logged for integrity="${attribute}"`, async ({
    page,
    pageErrors,
  }) => {
    // The browser reports what it cannot parse.
    pageErrors.allow(/integrity/i);
    const recorded = recordMessages(page);
    const head = `<script type="module" src="/${LOADER}" integrity="${attribute}"></script>`;
    await openHostPage(page, { head });
    await expect(formElement(page).getByRole("button", { name: /^Send/ })).toBeVisible();
    const warning = expect.stringMatching(/contains no hash: see integrity\.json/);
    expect(recorded).toEqual(isChecked ? [] : [warning]);
  });
}
