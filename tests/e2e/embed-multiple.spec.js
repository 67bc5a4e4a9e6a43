// Several forms on a page, duplicate scripts, two versions, and memory leaks.
import { GLUE, WASM } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { FRESH_CONTEXT } from "./support/fresh-context.js";
import { FALLBACK_LINK, formElement, LOADER_SCRIPT, openHostPage } from "./support/host-page.js";
import { recordRequests } from "./support/record-requests.js";

const submitButton = (form) => form.getByRole("button", { name: /^Send/ });
const paths = (requests) => requests.map((request) => new URL(request.url()).pathname);

test("several forms on a page are independent", async ({ page }) => {
  const element = (subject) => `<open-ticket subject="${subject}"></open-ticket>`;
  await openHostPage(page, { body: ["a", "b", "c"].map(element).join("") });
  for (const index of [0, 1, 2]) await expect(submitButton(formElement(page, index))).toBeVisible();
  await formElement(page, 1).getByLabel("Subject").fill("changed");
  await submitButton(formElement(page, 1)).click();
  await expect(formElement(page, 1).getByRole("alert")).toBeVisible();
  await expect(formElement(page, 0).getByRole("alert")).toHaveCount(0);
  await expect(formElement(page, 0).getByLabel("Subject")).toHaveValue("a");
  await expect(formElement(page, 2).getByLabel("Subject")).toHaveValue("c");
});

test("the bundle is fetched once for all forms, even if the script is included twice", async ({
  page,
}) => {
  const requests = recordRequests(page);
  const secondScript = `<script type="module" src="/open-ticket.js?again"></script>`;
  await openHostPage(page, {
    head: LOADER_SCRIPT + secondScript,
    body: "<open-ticket></open-ticket>".repeat(3),
  });
  for (const index of [0, 1, 2]) await expect(submitButton(formElement(page, index))).toBeVisible();
  expect(paths(requests).filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
});

test("two versions work on the same page", async ({ page, baseURL }) => {
  // The second version consists of the same files under another path, which the browser fetches again.
  await page.route("**/next/*", (route) => {
    const url = new URL(route.request().url());
    return route.continue({ url: `${baseURL}${url.pathname.replace("/next", "")}` });
  });
  const nextScript = `<script type="module" src="/next/open-ticket.js?tag=open-ticket-next"></script>`;
  // Recorded immediately: the route changes a request's URL afterwards.
  const requestedPaths = [];
  page.on("request", (request) => requestedPaths.push(new URL(request.url()).pathname));
  await openHostPage(page, {
    head: LOADER_SCRIPT + nextScript,
    body: `<open-ticket></open-ticket><open-ticket-next subject="new"></open-ticket-next>`,
  });
  await expect(submitButton(formElement(page))).toBeVisible();
  const nextForm = page.locator("open-ticket-next");
  await expect(nextForm.getByLabel("Subject")).toHaveValue("new");
  expect(requestedPaths).toContain(`/next/${WASM}`);
});

// A race condition may occur in only some of the attempts.
for (const attempt of [1, 2, 3, 4, 5]) {
  test(`two scripts with different tags share one bundle (${attempt})`, async ({ page }) => {
    const tags = ["open-ticket", "open-ticket-next", "x-support-form"];
    const script = (tag) => `<script type="module" src="/open-ticket.js?tag=${tag}"></script>`;
    await openHostPage(page, {
      head: tags.map(script).join(""),
      body: tags.map((tag) => `<${tag} subject="${tag}"></${tag}>`).join(""),
    });
    for (const tag of tags) {
      await expect(page.locator(tag).getByLabel("Subject")).toHaveValue(tag);
      await page.locator(tag).getByRole("textbox", { name: "Message" }).fill(`**${tag}**`);
      await expect(page.locator(tag).locator("strong")).toHaveText(tag);
    }
  });
}

test("the script adds no globals to the page", async ({ page }) => {
  await openHostPage(page, { head: "" });
  const globalNames = () => Object.getOwnPropertyNames(window);
  const before = await page.evaluate(globalNames);
  await openHostPage(page);
  await expect(submitButton(formElement(page))).toBeVisible();
  const after = await page.evaluate(globalNames);
  expect(after.filter((name) => !before.includes(name))).toEqual([]);
});

test("moving the form in the page keeps the input", async ({ page }) => {
  await openHostPage(page, {
    body: `<div id="a"><open-ticket></open-ticket></div><div id="b"></div>`,
  });
  const form = formElement(page);
  await form.getByLabel("Subject").fill("Still here");
  await form.getByRole("textbox", { name: "Message" }).fill("**also** here");
  await page.evaluate(() => {
    document.querySelector("#b").append(document.querySelector("open-ticket"));
  });
  await expect(page.locator("#b open-ticket").getByLabel("Subject")).toHaveValue("Still here");
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue("**also** here");
});

/** Returns the numbers of nodes and listeners and the bytes in use, after garbage collection. */
async function memoryUsage(page) {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  const wasmMemory = await page.evaluate(async (glue) => {
    const bundle = await import(`/${glue}`);
    return (await bundle.default()).memory.buffer.byteLength;
  }, GLUE);
  return {
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    heap: metric("JSHeapUsedSize"),
    wasmMemory,
  };
}

/** Tracks the timers and object URLs in use, in `window.inUse`. */
const trackTimersAndUrls = () => {
  window.inUse = { timers: new Set(), urls: new Set() };
  const { setTimeout, clearTimeout } = window;
  window.setTimeout = (callback, ...rest) => {
    const id = setTimeout(
      () => {
        window.inUse.timers.delete(id);
        callback();
      },
      ...rest,
    );
    window.inUse.timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    window.inUse.timers.delete(id);
    clearTimeout(id);
  };
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    window.inUse.urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    window.inUse.urls.delete(url);
    revokeObjectURL.call(URL, url);
  };
};

/** Mounts a form, enters a message and removes the form, the given number of times. */
const mountAndRemove = (page, count) =>
  page.evaluate(async (count) => {
    for (let i = 0; i < count; i += 1) {
      const form = document.createElement("open-ticket");
      const ready = new Promise((resolve) => form.addEventListener("open-ticket-ready", resolve));
      document.querySelector("main").append(form);
      await ready;
      const textarea = form.shadowRoot.querySelector("textarea");
      textarea.value = `# ${i}\n\n- a\n- b`;
      textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 5));
      form.remove();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }, count);

// In a renderer without the memory of earlier tests.
test.extend(FRESH_CONTEXT)(
  "a hundred removed forms leak no memory, timers or listeners",
  async ({ page }) => {
    test.setTimeout(180_000);
    await page.addInitScript(trackTimersAndUrls);
    await openHostPage(page, { body: `<main></main>${FALLBACK_LINK}` });
    await mountAndRemove(page, 10);
    const before = await memoryUsage(page);
    await mountAndRemove(page, 100);
    const after = await memoryUsage(page);
    const inUse = await page.evaluate(() => ({
      timers: window.inUse.timers.size,
      urls: window.inUse.urls.size,
    }));
    expect(inUse).toEqual({ timers: 0, urls: 0 });
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(20);
    expect(after.listeners - before.listeners).toBeLessThanOrEqual(5);
    // A form uses several hundred kilobytes. Leaking a hundredth of that per form would exceed this.
    expect(after.heap - before.heap).toBeLessThan(500_000);
    expect(after.wasmMemory - before.wasmMemory).toBeLessThanOrEqual(65_536);
  },
);
