// Suggestions of articles below the message, found in the browser, and the line about a known incident.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { axeViolations } from "./support/axe.js";
import { changeRules } from "./support/change-rules.js";
import { test as base, expect } from "./support/fixtures.js";
import { recordRequests } from "./support/record-requests.js";
import { startRelay } from "./support/relay-process.js";

const ARTICLES = fileURLToPath(
  new URL("../native/fixtures/suggestions/knowledge-base.json", import.meta.url),
);
const INCIDENT = "Email is delayed";
const STATUS_PAGE = {
  incidents: [
    { name: INCIDENT, status: "investigating", shortlink: "https://status.example.com/1" },
  ],
};
const FULL_MAILBOX = "My mailbox is full and I need more quota";
const ARTICLE = "Mailbox is full: increase the quota";

const test = base.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const page = createServer((_, response) => response.end(JSON.stringify(STATUS_PAGE)));
      await new Promise((resolve) => page.listen(0, "127.0.0.1", resolve));
      const relay = await startRelay(undefined, (config) =>
        config
          .replace('articles = ""', `articles = ${JSON.stringify(ARTICLES)}`)
          .replace('status_url = ""', `status_url = "http://127.0.0.1:${page.address().port}/"`),
      );
      await expect
        .poll(async () => {
          const rules = await (await fetch(`${relay.url}/api/ticket`)).json();
          return Boolean(rules.suggestions && rules.incident);
        })
        .toBe(true);
      await use(relay);
      await relay.stop();
      page.closeAllConnections();
      await new Promise((resolve) => page.close(resolve));
    },
    { scope: "worker" },
  ],
});

const box = (form) => form.host.locator(".suggestion-box");
const links = (form) => box(form).getByRole("link");
const status = (form) => form.host.locator(".suggestions > [role=status]");

/** Opens the form and focuses the message, which fetches the index. */
async function openAndFocusMessage(form, page) {
  await form.openWithEditor();
  const index = page.waitForResponse(/\/api\/ticket\/suggestions\.json\?v=/);
  await form.message.focus();
  await (await index).finished();
}

test("matching articles are shown while the user writes a message, and nothing is sent", async ({
  form,
  page,
}) => {
  await openAndFocusMessage(form, page);
  const requests = recordRequests(page);
  await form.subject.pressSequentially("Quota");
  await form.message.pressSequentially(FULL_MAILBOX);
  await expect(links(form).first()).toHaveText(`${ARTICLE} (opens in a new tab)`);
  expect(await links(form).count()).toBeLessThanOrEqual(3);
  for (const link of await links(form).all()) {
    await expect(link).toHaveAttribute("href", /^https:\/\/help\.example\.com\/articles\//);
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", "noopener");
  }
  await form.message.pressSequentially(". How do I install Docker on Ubuntu?");
  await expect(links(form).filter({ hasText: "Install Docker" })).toHaveCount(1);
  expect(requests.map((request) => request.url())).toEqual([]);
});

test("the index is not requested before the message is used", async ({ form, page }) => {
  const requests = recordRequests(page, (request) => request.url().includes("suggestions"));
  await form.openWithEditor();
  await form.subject.pressSequentially("Mailbox is full");
  expect(requests).toEqual([]);
  await form.message.focus();
  await expect.poll(() => requests.length).toBe(1);
});

test("suggestions are announced once, and move neither the focus nor the text", async ({
  form,
  page,
}) => {
  await openAndFocusMessage(form, page);
  const place = () =>
    form.message.evaluate((area) => {
      const { left, top, width } = area.getBoundingClientRect();
      return { left, top, width, scroll: scrollY };
    });
  await form.message.pressSequentially("x");
  await expect(status(form)).toHaveText("");
  await form.host.evaluate((host) => {
    window.statusChanges = 0;
    const region = host.shadowRoot.querySelector(".suggestions > [role=status]");
    new MutationObserver(() => {
      window.statusChanges += 1;
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const before = await place();
  await form.message.pressSequentially(` ${FULL_MAILBOX}`);
  await expect(links(form).first()).toBeVisible();
  await expect(form.message).toBeFocused();
  expect(await place()).toEqual(before);
  await expect(status(form)).toHaveText("Articles that may help are shown after the message.");
  const changes = await page.evaluate(() => window.statusChanges);
  await form.message.pressSequentially(". Install Docker on Ubuntu");
  await expect(links(form).filter({ hasText: "Install Docker" })).toHaveCount(1);
  expect(await page.evaluate(() => window.statusChanges)).toBe(changes);
});

test("suggestions can be reached and hidden with the keyboard, and stay hidden", async ({
  form,
  page,
}) => {
  await openAndFocusMessage(form, page);
  await form.message.pressSequentially(FULL_MAILBOX);
  await expect(links(form).first()).toBeVisible();
  for (let presses = 0; presses < 20; presses += 1) {
    if (
      await links(form)
        .first()
        .evaluate((link) => link.matches(":focus"))
    )
      break;
    await page.keyboard.press("Tab");
  }
  await expect(links(form).first()).toBeFocused();
  const hide = form.host.getByRole("button", { name: "Hide articles" });
  while (!(await hide.evaluate((button) => button.matches(":focus")))) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(box(form)).toHaveCount(0);
  await expect(form.message).toBeFocused();
  await form.message.pressSequentially(". Install Docker on Ubuntu");
  await page.waitForTimeout(1_000);
  await expect(box(form)).toHaveCount(0);
});

test("axe finds no problem with suggestions and an incident", async ({ form, page }) => {
  await openAndFocusMessage(form, page);
  await form.message.fill(FULL_MAILBOX);
  await expect(links(form).first()).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

const FAILURES = {
  "does not exist": (route) => route.fulfill({ status: 404, body: "" }),
  "is a page": (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
  "is incomplete": (route) => route.fulfill({ json: { version: 1 } }),
  hangs: () => {},
};
for (const [name, respond] of Object.entries(FAILURES)) {
  test(`the form works without suggestions: the index ${name}`, async ({
    form,
    page,
    pageErrors,
  }) => {
    if (name === "does not exist") pageErrors.expect(/404/);
    await page.route("**/suggestions.json?*", respond);
    await form.openWithEditor();
    await form.message.focus();
    await form.message.pressSequentially(FULL_MAILBOX);
    await page.waitForTimeout(1_000);
    await expect(box(form)).toHaveCount(0);
    await expect(form.message).toHaveValue(FULL_MAILBOX);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
}

for (const url of ["https://elsewhere.example/index.json", "javascript:alert(1)", "", null]) {
  test(`an index at ${JSON.stringify(url)} is not requested`, async ({ form, page }) => {
    await changeRules(page, (rules) => {
      rules.suggestions = url;
    });
    const requests = recordRequests(page, (request) => /index|suggestions/.test(request.url()));
    await form.openWithEditor();
    await form.message.focus();
    await form.message.pressSequentially(FULL_MAILBOX);
    await page.waitForTimeout(1_000);
    await expect(box(form)).toHaveCount(0);
    expect(requests).toEqual([]);
  });
}

const incident = (form) => form.host.locator(".incident");

test("a known incident is shown above the form, with a link", async ({ form }) => {
  await form.open();
  await expect(incident(form)).toHaveText(`Known problem: ${INCIDENT}`);
  await expect(incident(form)).toHaveRole("status");
  const link = incident(form).getByRole("link", { name: INCIDENT });
  await expect(link).toHaveAttribute("href", "https://status.example.com/1");
  await expect(link).toHaveAttribute("rel", "noopener");
  const [line, name] = await Promise.all([incident(form).boundingBox(), form.name.boundingBox()]);
  expect(line.y + line.height).toBeLessThan(name.y);
  await expect(form.host.locator(":focus")).toHaveCount(0);
});

test("the text of an incident is shown as plain text, and only a web address becomes a link", async ({
  form,
  page,
}) => {
  await changeRules(page, (rules) => {
    rules.incident = { text: "<img src=x onerror=alert(1)>", url: "javascript:alert(1)" };
  });
  await form.open();
  await expect(incident(form)).toHaveText("Known problem: <img src=x onerror=alert(1)>");
  await expect(incident(form).locator("a, img")).toHaveCount(0);
});

for (const value of [null, undefined, {}, "text", { text: 3 }]) {
  test(`without an incident, there is no line: ${JSON.stringify(value)}`, async ({
    form,
    page,
  }) => {
    await changeRules(page, (rules) => {
      rules.incident = value;
    });
    await form.open();
    await expect(incident(form)).toHaveCount(0);
  });
}
