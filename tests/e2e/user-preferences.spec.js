// User preferences and devices: keyboard access to code, a missing toolbar, file types, borders in forced
// colors, text sizes on phones, dark pages, old browsers.
import { horizontalOverflow } from "./support/appearances.js";
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { FORM, LAYOUT_POLICY } from "./support/host-layouts.js";
import { openHostPage } from "./support/host-page.js";

const LONG_LINE = "at com.example.Engine.turn(Engine.java:1815) ".repeat(12);
const WIDE_TABLE = `| ${"column | ".repeat(30)}\n|${"---|".repeat(30)}\n| ${"value | ".repeat(30)}`;
const MESSAGE = `\`\`\`\n${LONG_LINE}\n\`\`\`\n\n- [x] done\n\n\`inline\`\n\n${WIDE_TABLE}`;

const MAIN = `<main><h1>Support</h1>${FORM}</main>`;

async function openPreview(form) {
  await form.openWithEditor();
  await form.message.fill(MESSAGE);
  await form.tab("Preview").click();
  await expect(form.preview.locator("pre")).toBeVisible();
}

for (const width of [360, 1_280]) {
  test(`code and tables that are wider than the preview are scrolled by keyboard, ${width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await openPreview(form);
    await form.preview.focus();
    for (const name of ["pre", "table"]) {
      await page.keyboard.press("Tab");
      const block = form.preview.locator(name);
      await expect(block).toBeFocused();
      const scroll = () => block.evaluate((element) => element.scrollLeft);
      expect(await block.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(
        true,
      );
      await page.keyboard.press("ArrowRight");
      await expect.poll(scroll).toBeGreaterThan(0);
    }
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    await form.tab("Write").click();
    expect(await axeViolations(page)).toEqual([]);
  });
}

test("the preview has the same padding alone and side by side", async ({ form, page }) => {
  await page.setViewportSize({ width: 1_280, height: 800 });
  await openPreview(form);
  const padding = async () => {
    const [frame, text] = await form.host.evaluate((host) =>
      [".preview-frame", ".blocks"].map((selector) => {
        const { left, top } = host.shadowRoot.querySelector(selector).getBoundingClientRect();
        return { left, top };
      }),
    );
    return [text.left - frame.left, text.top - frame.top].map(Math.round);
  };
  const alone = await padding();
  expect(alone[0]).toBeLessThan(20);
  await form.tab("Side by side").click();
  const [left, top] = await padding();
  expect(Math.abs(left - alone[0])).toBeLessThanOrEqual(1);
  expect(top).toBe(alone[1]);
});

test("the toolbar and its hint are shown only once the editor is loaded", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_FAILED|editor failed to load/);
  await page.route("**/open-ticket-editor-*.wasm", (route) => route.abort());
  await form.open();
  await form.message.focus();
  await expect(form.toolbar).toBeHidden();
  expect(await form.descriptionOf(form.message)).not.toContain("toolbar");
  await expect(form.message).toBeFocused();
  await page.unroute("**/open-ticket-editor-*.wasm");
  await expect(async () => {
    await form.message.pressSequentially("!");
    await expect(form.toolbar).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await form.descriptionOf(form.message)).toContain("toolbar");
});

test("a long list of file types is shown once and on demand, and is not the description of a control", async ({
  form,
  page,
}) => {
  const { limits } = await (await page.request.get("/api/ticket")).json();
  expect(limits.extensions.length).toBeGreaterThan(5);
  await form.open();
  const list = limits.extensions.join(", ");
  await expect(form.host.getByText(list)).toBeHidden();
  expect(await form.descriptionOf(form.attachButton)).not.toContain(limits.extensions[0]);
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("setup.exe has a file type that cannot be sent");
  await form.host.getByText("File types", { exact: true }).click();
  await expect(form.host.getByText(list)).toBeVisible();
  const whole = await form.host.evaluate((host) => host.shadowRoot.textContent);
  expect(whole.split(list)).toHaveLength(2);
  expect(await axeViolations(page)).toEqual([]);
});

test("a short list of file types is part of the hint", async ({ form, page }) => {
  await page.route("**/api/ticket", async (route) => {
    const response = await route.fetch();
    const rules = await response.json();
    rules.limits.extensions = ["log", "txt"];
    await route.fulfill({ response, json: rules });
  });
  await form.open();
  expect(await form.descriptionOf(form.attachButton)).toContain("File types: log, txt.");
  await expect(form.host.getByText("File types", { exact: true })).toHaveCount(0);
});

for (const [name, media] of [
  ["forced colors", { forcedColors: "active" }],
  ["more contrast", { contrast: "more" }],
]) {
  test(`code blocks, code and task boxes have a border with ${name}`, async ({ form, page }) => {
    await page.emulateMedia(media);
    await openPreview(form);
    for (const selector of ["pre", "p > code"]) {
      const border = await form.preview
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).borderTopWidth);
      expect([selector, border]).toEqual([selector, "1px"]);
    }
    await expect(form.preview.getByRole("checkbox")).toHaveCSS("border-top-width", "1px");
    expect(await axeViolations(page)).toEqual([]);
  });
}

test("on a phone, no control has text below 16 pixels, which iOS would zoom into", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await form.open();
  await form.departmentOption("Technical").check();
  const sizes = await form.host
    .locator("input:not([hidden], [type=checkbox]), select, textarea")
    .evaluateAll((all) =>
      all.map((control) => Number.parseFloat(getComputedStyle(control).fontSize)),
    );
  expect(sizes.length).toBeGreaterThan(8);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
});

for (const color of ["#eee", "rgba(255, 255, 255, 0.87)", "oklch(0.95 0.01 250)"]) {
  test(`a dark page without a color scheme gets a dark form: text in ${color}`, async ({
    page,
  }) => {
    await openHostPage(page, {
      body: `<style>body{background:#111;color:${color}}</style>${MAIN}`,
      policy: LAYOUT_POLICY,
    });
    const form = page.locator("open-ticket .open-ticket");
    await expect(form.locator(".button.primary")).toBeVisible();
    const style = (name) => form.evaluate((node, name) => getComputedStyle(node)[name], name);
    expect(await style("backgroundColor")).toBe("rgb(20, 23, 28)");
    expect(await style("paddingTop")).toBe("16px");
    expect(await axeViolations(page)).toEqual([]);
  });
}

test("the form has no card on a light page, or on a page that declares its color scheme", async ({
  page,
}) => {
  for (const style of [
    "",
    "body{color:#222}",
    "html{color-scheme:dark}",
    "body{color:#eee;color-scheme:light}",
  ]) {
    await openHostPage(page, {
      body: `<style>${style}</style><open-ticket endpoint="/api/ticket"></open-ticket>`,
      policy: LAYOUT_POLICY,
    });
    const form = page.locator("open-ticket .open-ticket");
    await expect(form.locator(".button.primary")).toBeVisible();
    expect(await form.evaluate((node) => getComputedStyle(node).paddingTop)).toBe("0px");
  }
});

for (const [theme, colorScheme, background] of [
  ["", "dark", "rgb(255, 255, 255)"],
  ["light", "dark", "rgb(255, 255, 255)"],
  ["dark", "light", "rgb(20, 23, 28)"],
  ["auto", "light", "rgb(255, 255, 255)"],
  ["auto", "dark", "rgb(20, 23, 28)"],
]) {
  test(`a browser without light-dark() and :has() has the palette and the focus ring: theme “${theme}”, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    // The browser supports neither `light-or-dark()` nor `:contains()`.
    await page.addInitScript(() => {
      const { replaceSync } = CSSStyleSheet.prototype;
      CSSStyleSheet.prototype.replaceSync = function (text) {
        const old = text
          .replaceAll("light-dark(", "light-or-dark(")
          .replaceAll(":has(", ":contains(");
        return replaceSync.call(this, old);
      };
    });
    await openHostPage(page, {
      body: MAIN.replace("endpoint", `theme="${theme}" endpoint`),
    });
    const form = page.locator("open-ticket .open-ticket");
    const send = form.locator(".button.primary");
    await expect(send).toBeVisible();
    const style = (locator, name) =>
      locator.evaluate((node, name) => getComputedStyle(node)[name], name);
    expect(await style(form, "backgroundColor")).toBe(background);
    expect(await style(send, "backgroundColor")).not.toBe("rgba(0, 0, 0, 0)");
    expect(await style(form.locator("#open-ticket-subject"), "borderTopWidth")).toBe("1px");
    await form.locator("textarea").focus();
    expect(await style(form.locator(".editor"), "outlineStyle")).toBe("solid");
    expect(await axeViolations(page)).toEqual([]);
  });
}
