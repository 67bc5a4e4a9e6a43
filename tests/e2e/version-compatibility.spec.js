// Compatibility of two versions: the form of the last release with this relay, this form with the
// relay of the last release, and this form with the rules of relays that have fewer or more keys.
import { test as base, expect } from "./support/fixtures.js";
import { CHECKOUT, lastRelease, startRelay } from "./support/relay-process.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { ticketsWithSubject } from "./support/sandbox-api.js";

const API = "**/api/ticket";

const test = base.extend({
  /** The parts that come from the last release. */
  released: [[], { option: true }],

  baseURL: async ({ released }, use) => {
    const parts = released.map((name) => [name, lastRelease()[name]]);
    const files = { ...CHECKOUT, ...Object.fromEntries(parts) };
    const relay = await startRelay(undefined, undefined, files);
    await use(relay.url);
    await relay.stop();
  },
});

for (const [pair, released] of Object.entries({
  "the form of the last release with this relay": ["dist"],
  "this form with the relay of the last release": ["binary", "config"],
})) {
  test.describe(pair, () => {
    test.use({ released });

    test("opens tickets with and without files", async ({ baseURL, form }) => {
      await form.open();
      await form.fill(SAMPLE_TICKET);
      await form.submitButton.click();
      await form.ticketNumber();
      expect(await ticketsWithSubject(baseURL, SAMPLE_TICKET.subject)).toHaveLength(1);

      await form.open();
      await form.fill(SAMPLE_TICKET);
      await form.attach({ name: "log.txt", bytes: Buffer.from("a line\n") });
      await form.submitButton.click();
      await form.ticketNumber();
    });

    test("explains what is missing", async ({ form }) => {
      await form.open();
      await form.submitButton.click();
      await expect(form.errorSummary).toBeVisible();
    });
  });
}

/** Returns the paths of all keys in the rules. Lists are represented by their first entries. */
function keyPaths(value, path = []) {
  if (Array.isArray(value)) return value.length > 0 ? keyPaths(value[0], [...path, 0]) : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...keyPaths(inner, [...path, key]),
  ]);
}

/** Returns the rules without the key at a path. */
function without(rules, path) {
  const copy = structuredClone(rules);
  const parent = path.slice(0, -1).reduce((object, key) => object[key], copy);
  delete parent[path.at(-1)];
  return copy;
}

/** Adds an unknown key to each object. */
function withUnknownKeys(value) {
  if (Array.isArray(value)) return value.map(withUnknownKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withUnknownKeys(inner)]);
  return { ...Object.fromEntries(entries), fromTheFuture: { enabled: [true, null, "text"] } };
}

const fetchRules = async (baseURL) =>
  (await fetch(`${baseURL}/api/ticket`, { headers: { accept: "application/json" } })).json();

test("rules with unknown keys everywhere are accepted", async ({ baseURL, form, page }) => {
  const json = withUnknownKeys(await fetchRules(baseURL));
  await page.route(API, (route) =>
    route.request().method() === "GET" ? route.fulfill({ json }) : route.continue(),
  );
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
});

test("rules without any one of their keys result in a form, or in an error message and the fallback content", async ({
  baseURL,
  form,
  page,
}) => {
  test.setTimeout(240_000);
  const rules = await fetchRules(baseURL);
  const paths = keyPaths(rules);
  expect(paths.length).toBeGreaterThan(10);
  let json;
  await page.route(API, (route) => route.fulfill({ json }));
  const unavailable = form.host.getByRole("heading", { name: "not available right now" });
  for (const path of paths) {
    await test.step(path.join("."), async () => {
      json = without(rules, path);
      await page.goto("/");
      await expect(form.submitButton.or(unavailable)).toBeVisible();
      if (await unavailable.isVisible()) {
        await expect(page.getByRole("link", { name: "form without scripts" })).toBeVisible();
      }
    });
  }
});
