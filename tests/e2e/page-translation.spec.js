// The page's language and direction, and page translators, which replace text nodes with elements.
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

/** Replaces all text nodes with `<font>`, as Google Translate does, regardless of `translate`. */
const translateEverything = (form) =>
  form.host.evaluate(({ shadowRoot }) => {
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts.filter(({ data }) => data.trim() !== "")) {
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });

test("the preview follows the message after the page was translated", async ({ page, form }) => {
  await form.openWithEditor();
  await form.message.fill("One **two** three\n\n- a\n- b\n\n`code`");
  await form.tab("Preview").click();
  await translateEverything(form);
  for (const message of [
    "One **two** four\n\n- a\n- c\n\n`code`",
    "One *two* four\n\n- a\n- c\n- d\n\n`kode`",
    "# Title\n\nOne\n\n> two",
    "",
    "Again **bold**",
  ]) {
    await form.tab("Write").click();
    await form.message.fill(message);
    await form.tab("Preview").click();
    const shown = await form.preview.locator(".blocks").innerText();
    // Another form, which was never translated, is the reference.
    const reference = await page.evaluate(async (message) => {
      const other = document.createElement("open-ticket");
      other.message = message;
      document.body.append(other);
      const find = (selector) => other.shadowRoot?.querySelector(selector);
      const until = async (condition) => {
        while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await until(() => find("dialog"));
      find("[role=tab][id$=preview]").click();
      await until(() => message === "" || find(".blocks").childElementCount > 0);
      const text = find(".blocks").innerText;
      other.remove();
      return text;
    }, message);
    expect(shown.replaceAll(/[«»]/g, "")).toBe(reference);
  }
});

test("all text that changes is updated after the page was translated", async ({ page, form }) => {
  const release = await holdRequests(page, "**/api/ticket", "POST");
  await form.openWithEditor();
  await form.fill(SAMPLE_TICKET);
  await translateEverything(form);
  const button = form.host.locator("[type=submit]");
  await button.click();
  await expect(button).toHaveText("Sending…");
  await translateEverything(form);
  release();
  await form.ticketNumber();
  await translateEverything(form);
  await form.host.locator(".confirmation .actions button").first().click();
  await expect(button).toHaveText("Send ticket");
  await button.click();
  await expect(form.host.locator(".field .error").first()).toBeVisible();
  await translateEverything(form);
  await form.name.fill("Ada");
  await expect(form.host.locator("#open-ticket-name-error")).toHaveCount(0);
  await form.attach({ name: "a.txt", bytes: Buffer.from("a") });
  await expect(form.host.locator("#open-ticket-file-1, .files .name").first()).toHaveText("a.txt");
});

test("user input is not translated", async ({ form }) => {
  await form.open("/?as=client");
  await form.message.fill("My **words**");
  await form.attach({ name: "log.txt", bytes: Buffer.from("first line") });
  await form.tab("Preview").click();
  const untranslated = (locator) =>
    locator.evaluate((node) => node.closest("[translate=no]") !== null);
  const words = [
    form.preview.getByText("words"),
    form.host.locator(".files .name"),
    form.host.locator("pre").first(),
    form.host.locator(".signed-in strong"),
  ];
  for (const word of words) expect(await untranslated(word)).toBe(true);
  expect(await untranslated(form.submitButton)).toBe(false);
  await form.fill({ department: "Billing", subject: "a" });
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await untranslated(form.host.locator(".number"))).toBe(true);
});

for (const [lang, dir] of [
  ["fr", "ltr"],
  ["ar", "rtl"],
]) {
  test(`English text has its own language and direction on a page in ${lang}`, async ({
    page,
    form,
  }) => {
    const body = `<div lang="${lang}" dir="${dir}"><open-ticket>
      <p slot="footer">نص الصفحة.</p></open-ticket></div>`;
    await openHostPage(page, { body });
    await expect(form.submitButton).toBeVisible();
    const languageAndDirection = (locator) =>
      locator.evaluate((node) => {
        let current = node;
        while (current && !current.lang) {
          current = current.parentElement ?? current.getRootNode().host;
        }
        return [current?.lang, getComputedStyle(node).direction];
      });
    for (const text of [form.submitButton, form.host.locator("label").first()]) {
      expect(await languageAndDirection(text)).toEqual(["en", "ltr"]);
    }
    // The page's own content keeps the page's language and direction.
    expect(await languageAndDirection(page.locator("[slot=footer]"))).toEqual([lang, dir]);
  });
}

test("the loading message has its own language and direction", async ({ page }) => {
  await holdRequests(page, "**/open-ticket-app*.wasm");
  await openHostPage(page, { body: `<div lang="ar" dir="rtl"><open-ticket></open-ticket></div>` });
  const message = page.locator("open-ticket [role=status]");
  await expect(message).toBeVisible();
  // The message and its button share a box.
  const closest = (name) =>
    message.evaluate(
      (node, attribute) => node.closest(`[${attribute}]`).getAttribute(attribute),
      name,
    );
  expect([await closest("lang"), await closest("dir")]).toEqual(["en", "ltr"]);
});
