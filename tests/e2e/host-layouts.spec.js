// The form in the layouts of host pages: usable width, the page's text size, controls of at least 16
// pixels, no inherited distortion, and no horizontal overflow.
import { horizontalOverflow } from "./support/appearances.js";
import { expect, test } from "./support/fixtures.js";
import {
  DISTORTIONS,
  FORM,
  HOST_LAYOUTS,
  LAYOUT_POLICY,
  USABLE_WIDTH,
} from "./support/host-layouts.js";
import { LOADER_SCRIPT, openHostPage } from "./support/host-page.js";

/** Opens a page for layouts, without one. */
const openLayouts = (page) =>
  openHostPage(page, {
    body: "",
    head: `<style></style>${LOADER_SCRIPT}`,
    policy: LAYOUT_POLICY,
  });

/** Replaces the page's content and styles with a layout. A load for each takes three times the CPU time. */
async function showLayout(page, { body, head = "" }) {
  await page.evaluate(
    ([body, head]) => {
      document.body.replaceChildren();
      document.querySelector("head style").textContent = head;
      document.body.innerHTML = body;
    },
    [body, head],
  );
  await expect(page.locator("open-ticket .button.primary")).toBeVisible();
  // The form observes its width, and adapts to it in the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

async function openLayout(page, layout) {
  await openLayouts(page);
  await showLayout(page, layout);
}

/** Measures the form: its width, its text sizes, and the elements that overflow its box. */
const measure = (page) =>
  page.locator("open-ticket").evaluate((host) => {
    const root = host.shadowRoot.querySelector(".open-ticket");
    const box = root.getBoundingClientRect();
    const size = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
    // The commands of the toolbar scroll in their own box.
    const isVisible = (element) =>
      element.checkVisibility() && !element.closest(".visually-hidden, .commands > *");
    const controls = [
      ...root.querySelectorAll("input:not([type=file]), select, textarea, .button"),
    ];
    const outside = [...root.querySelectorAll("*")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      // The error marker of a field is 10 pixels outside of the box.
      return width > 0 && isVisible(element) && (left < box.left - 11 || right > box.right + 11);
    });
    return {
      width: Math.round(box.width),
      textSize: size(root),
      smallestControl: Math.min(...controls.filter(isVisible).map(size)),
      outside: outside.map((element) => `${element.tagName}.${element.className}`),
    };
  });

/** Returns the differences of a form from the expected sizes. */
async function faultsOf(page, { width = USABLE_WIDTH, textSize = 16 }) {
  const measured = await measure(page);
  const overflow = await horizontalOverflow(page);
  const isUsable =
    measured.textSize === textSize &&
    measured.outside.length === 0 &&
    measured.width >= width &&
    measured.smallestControl >= 16 &&
    overflow === 0;
  return isUsable ? undefined : { ...measured, overflow };
}

for (const [group, layouts] of Object.entries(HOST_LAYOUTS)) {
  test(`the form has a usable size ${group}`, async ({ page }) => {
    test.slow();
    await openLayouts(page);
    const faults = {};
    for (const [name, layout] of Object.entries(layouts)) {
      await showLayout(page, layout);
      const blank = await faultsOf(page, layout);
      await page.locator("open-ticket .button.primary").click();
      await expect(page.locator("open-ticket .summary")).toBeVisible();
      const withErrors = await faultsOf(page, layout);
      if (blank || withErrors) faults[name] = { blank, withErrors };
    }
    expect(faults).toEqual({});
  });
}

/** Layouts that fit on a phone. The others have a part of a fixed width next to the form. */
const PHONE_LAYOUTS = Object.values(HOST_LAYOUTS)
  .flatMap(Object.entries)
  .filter(([name]) => !/beside|between|columns|m..-content|vertical|of 0 pixels/.test(name));

test("no layout scrolls horizontally on a phone", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  await openLayouts(page);
  const faults = {};
  for (const [name, layout] of PHONE_LAYOUTS) {
    await showLayout(page, layout);
    const { outside, width } = await measure(page);
    const overflow = await horizontalOverflow(page);
    if (outside.length > 0 || overflow > 0 || width < 180)
      faults[name] = { outside, overflow, width };
  }
  expect(faults).toEqual({});
});

test("no property that distorts the page's text reaches the form or its preview", async ({
  page,
}) => {
  await openLayout(page, { body: `<div id="parent">${FORM}</div>` });
  await page.locator("open-ticket textarea").fill("# Title\n\nText of the message");
  await page.locator("open-ticket").getByRole("tab", { name: "Preview" }).click();
  await expect(page.locator("open-ticket .blocks p")).toBeVisible();
  const reached = await page.evaluate((distortions) => {
    const parent = document.getElementById("parent");
    const { shadowRoot } = parent.querySelector("open-ticket");
    const elements = [
      ...shadowRoot.querySelectorAll("label, .button, .tab, select, input, .hint, .blocks *"),
    ];
    const computed = (property) =>
      elements.map((element) => getComputedStyle(element).getPropertyValue(property)).join();
    return Object.entries(distortions).filter(([property, value]) => {
      const before = computed(property);
      parent.style.setProperty(property, value);
      const after = computed(property);
      const isSet = getComputedStyle(parent).getPropertyValue(property) !== "";
      parent.style.removeProperty(property);
      return !isSet || before !== after;
    });
  }, DISTORTIONS);
  expect(reached).toEqual([]);
});

test("the form inherits the page's font and visibility, and has the direction of its language", async ({
  page,
}) => {
  await openLayout(page, {
    body: `<div id="panel" dir="rtl" style="font-family:monospace;visibility:visible">${FORM}</div>`,
  });
  const label = page.locator("open-ticket label").first();
  const style = (name) => label.evaluate((node, name) => getComputedStyle(node)[name], name);
  expect(await style("fontFamily")).toBe("monospace");
  expect(await style("direction")).toBe("ltr");
  // A closed panel of the page stays closed.
  await page.locator("#panel").evaluate((panel) => panel.style.setProperty("visibility", "hidden"));
  await expect(label).toBeHidden();
});

test("the printed form is complete, in its column, and nothing covers anything else", async ({
  page,
}) => {
  const message = Array.from({ length: 120 }, (_, index) => `Line ${index}`).join("\n");
  // Before the media change: on a busy machine, a page that is displayed for print kept its former width.
  await page.setViewportSize({ width: 720, height: 1000 });
  await openLayout(page, { body: FORM });
  await page.locator("open-ticket textarea").fill(message);
  await page.emulateMedia({ media: "print" });
  const text = page.locator("open-ticket textarea");
  const { hidden, overlaps } = await text.evaluate((textarea) => {
    const root = textarea.getRootNode();
    // The attachments are inside the message.
    const fields = [...root.querySelectorAll(".field:not(.attachments), .status")];
    const boxes = fields
      .map((field) => field.getBoundingClientRect())
      .filter((box) => box.height > 0)
      .sort((a, b) => a.top - b.top);
    const isBeside = (a, b) => a.right <= b.left || b.right <= a.left;
    const pairs = boxes.slice(1).map((box, index) => [boxes[index], box]);
    return {
      hidden: textarea.scrollHeight - textarea.clientHeight,
      overlaps: pairs.filter(([a, b]) => !isBeside(a, b) && a.bottom > b.top + 1).length,
    };
  });
  expect({ hidden, overlaps }).toEqual({ hidden: 0, overlaps: 0 });
  expect(await horizontalOverflow(page)).toBe(0);
});
