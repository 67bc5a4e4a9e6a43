// Many forms on a page, twice the script, two versions, and forms that come and go.
import { expect, test } from "./fixtures.js";
import { FALLBACK, formIn, openHost, SCRIPT } from "./host.js";

const send = (form) => form.getByRole("button", { name: /^Send/ });

test("several forms on one page know nothing of each other", async ({ page }) => {
  const one = (subject) => `<open-ticket subject="${subject}"></open-ticket>`;
  await openHost(page, { body: ["a", "b", "c"].map(one).join("") });
  for (const n of [0, 1, 2]) await expect(send(formIn(page, n))).toBeVisible();
  await formIn(page, 1).getByLabel("Subject").fill("changed");
  await send(formIn(page, 1)).click();
  await expect(formIn(page, 1).getByRole("alert")).toBeVisible();
  await expect(formIn(page, 0).getByRole("alert")).toHaveCount(0);
  await expect(formIn(page, 0).getByLabel("Subject")).toHaveValue("a");
  await expect(formIn(page, 2).getByLabel("Subject")).toHaveValue("c");
});

test("the bundle is fetched once for all of them, and twice the script is once", async ({
  page,
}) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const again = `<script type="module" src="/open-ticket.js?again"></script>`;
  await openHost(page, { head: SCRIPT + again, body: "<open-ticket></open-ticket>".repeat(3) });
  for (const n of [0, 1, 2]) await expect(send(formIn(page, n))).toBeVisible();
  expect(asked.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
});

test("two versions live side by side", async ({ page, baseURL }) => {
  // The other version is the same files at another place, each asked for by itself.
  await page.route("**/next/*", (route) => {
    const url = new URL(route.request().url());
    return route.continue({ url: `${baseURL}${url.pathname.replace("/next", "")}` });
  });
  const next = `<script type="module" src="/next/open-ticket.js?tag=open-ticket-next"></script>`;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await openHost(page, {
    head: SCRIPT + next,
    body: `<open-ticket></open-ticket><open-ticket-next subject="new"></open-ticket-next>`,
  });
  await expect(send(formIn(page))).toBeVisible();
  const other = page.locator("open-ticket-next");
  await expect(other.getByLabel("Subject")).toHaveValue("new");
  expect(asked).toContain("/next/open-ticket-app_bg.wasm");
});

test("the page has no global of ours but the element", async ({ page }) => {
  await openHost(page, { head: "" });
  const names = () => Object.getOwnPropertyNames(window);
  const before = await page.evaluate(names);
  await openHost(page);
  await expect(send(formIn(page))).toBeVisible();
  const after = await page.evaluate(names);
  expect(after.filter((name) => !before.includes(name))).toEqual([]);
});

test("moving the form in the page loses nothing", async ({ page }) => {
  await openHost(page, { body: `<div id="a"><open-ticket></open-ticket></div><div id="b"></div>` });
  const form = formIn(page);
  await form.getByLabel("Subject").fill("Still here");
  await form.getByRole("textbox", { name: "Message" }).fill("**also** here");
  await page.evaluate(() => {
    document.querySelector("#b").append(document.querySelector("open-ticket"));
  });
  await expect(page.locator("#b open-ticket").getByLabel("Subject")).toHaveValue("Still here");
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue("**also** here");
});

/** Nodes, listeners and bytes that are left once everything has been collected. */
async function left(page) {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const memory = await page.evaluate(async () => {
    const bundle = await import("/open-ticket-app.js");
    return (await bundle.default()).memory.buffer.byteLength;
  });
  return {
    nodes: of("Nodes"),
    listeners: of("JSEventListeners"),
    heap: of("JSHeapUsedSize"),
    memory,
  };
}

test("a hundred forms that came and went leave nothing", async ({ page }) => {
  test.setTimeout(180_000);
  await page.addInitScript(() => {
    // Timers, observers and object URLs are counted where they are made.
    window.open = { timers: new Set(), urls: new Set() };
    const { setTimeout, clearTimeout } = window;
    window.setTimeout = (act, ...rest) => {
      const id = setTimeout(
        () => {
          window.open.timers.delete(id);
          act();
        },
        ...rest,
      );
      window.open.timers.add(id);
      return id;
    };
    window.clearTimeout = (id) => {
      window.open.timers.delete(id);
      clearTimeout(id);
    };
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const url = createObjectURL.call(URL, blob);
      window.open.urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      window.open.urls.delete(url);
      revokeObjectURL.call(URL, url);
    };
  });
  await openHost(page, { body: `<main></main>${FALLBACK}` });
  const comeAndGo = (times) =>
    page.evaluate(async (times) => {
      for (let i = 0; i < times; i += 1) {
        const form = document.createElement("open-ticket");
        const ready = new Promise((resolve) => form.addEventListener("open-ticket-ready", resolve));
        document.querySelector("main").append(form);
        await ready;
        const area = form.shadowRoot.querySelector("textarea");
        area.value = `# ${i}\n\n- a\n- b`;
        area.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 5));
        form.remove();
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }, times);
  await comeAndGo(10);
  const before = await left(page);
  await comeAndGo(100);
  const after = await left(page);
  const open = await page.evaluate(() => ({
    timers: window.open.timers.size,
    urls: window.open.urls.size,
  }));
  expect(open).toEqual({ timers: 0, urls: 0 });
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(20);
  expect(after.listeners - before.listeners).toBeLessThanOrEqual(5);
  // A form is some hundred kilobytes: had each left a hundredth, it would show.
  expect(after.heap - before.heap).toBeLessThan(500_000);
  expect(after.memory - before.memory).toBeLessThanOrEqual(65_536);
});
