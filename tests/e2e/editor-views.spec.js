// How a message is looked at: three views, a toolbar, a count.
import { violations } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { read, write } from "./message.js";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 800 };
const selected = (tab) => expect(tab).toHaveAttribute("aria-selected", "true");
const rightToLeft = (page) =>
  page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      document.documentElement.dir = "rtl";
    });
  });

test("with room for both, text and preview stand side by side; without, the text", async ({
  form,
  page,
}) => {
  await page.setViewportSize(WIDE);
  await form.openToWrite();
  await selected(form.tab("Side by side"));
  await form.message.fill("**bold**");
  await expect(form.preview.locator("strong")).toBeVisible();
  const [left, right] = [await form.message.boundingBox(), await form.preview.boundingBox()];
  expect(left.x + left.width).toBeLessThanOrEqual(right.x);
  await page.setViewportSize(NARROW);
  await selected(form.tab("Write"));
  await expect(form.tab("Side by side")).toBeHidden();
  await expect(form.preview).toBeHidden();
  await expect(form.message).toBeVisible();
  await page.setViewportSize(WIDE);
  await selected(form.tab("Side by side"));
});

test("the width of the form decides, not that of the window", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openToWrite();
  await form.host.evaluate((host) => {
    host.style.inlineSize = "719px";
  });
  await selected(form.tab("Write"));
  await form.host.evaluate((host) => {
    host.style.inlineSize = "720px";
  });
  await selected(form.tab("Side by side"));
});

test("the chosen view is there again on the next visit", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openToWrite();
  await form.tab("Write").click();
  await expect(form.preview).toBeHidden();
  await form.openToWrite();
  await selected(form.tab("Write"));
  await expect(form.preview).toBeHidden();
});

test("a browser that keeps nothing loses nothing but the choice", async ({ form, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    });
  });
  await form.openToWrite();
  await form.tab("Preview").click();
  await expect(form.message).toBeHidden();
  await form.tab("Write").click();
  await expect(form.message).toBeVisible();
});

for (const direction of ["left to right", "right to left"]) {
  const [next, previous] =
    direction === "left to right" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];

  test(`arrows walk through the tabs, ${direction}`, async ({ form, page }) => {
    if (direction === "right to left") await rightToLeft(page);
    await form.openToWrite();
    await form.tab("Side by side").focus();
    await page.keyboard.press(next);
    await expect(form.tab("Write")).toBeFocused();
    await selected(form.tab("Write"));
    await page.keyboard.press(next);
    await expect(form.tab("Preview")).toBeFocused();
    await expect(form.message).toBeHidden();
    await page.keyboard.press("End");
    await expect(form.tab("Side by side")).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press(previous);
    await expect(form.tab("Side by side")).toBeFocused();
    await expect(form.host.locator("[role=tab][tabindex='0']")).toHaveCount(1);
  });

  test(`the toolbar is one stop with arrows inside, ${direction}`, async ({ form, page }) => {
    if (direction === "right to left") await rightToLeft(page);
    await form.openToWrite();
    await write(form, "|word|");
    await page.keyboard.press("Alt+F10");
    await expect(form.tool(/^Heading/)).toBeFocused();
    await page.keyboard.press(next);
    await expect(form.tool(/^Bold/)).toBeFocused();
    await page.keyboard.press("End");
    await expect(form.tool("Keyboard shortcuts")).toBeFocused();
    await page.keyboard.press(next);
    await page.keyboard.press(previous);
    await page.keyboard.press("Home");
    await page.keyboard.press(next);
    await page.keyboard.press("Enter");
    expect(await read(form)).toBe("**|word|**");
    await expect(form.message).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(form.tool(/^Bold/)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(form.message).toBeFocused();
    await expect(form.toolbar.locator("[tabindex='0']")).toHaveCount(1);
  });
}

for (const keys of ["Control+Shift+P", "Control+Alt+P"]) {
  test(`${keys} shows the preview and the text again, with the focus`, async ({ form, page }) => {
    await form.openToWrite();
    await form.message.fill("**bold**");
    await page.keyboard.press(keys);
    await expect(form.preview).toBeFocused();
    await expect(form.message).toBeHidden();
    await expect(form.toolbar).toBeHidden();
    await page.keyboard.press(keys);
    await expect(form.message).toBeFocused();
    await expect(form.message).toHaveValue("**bold**");
  });
}

test("who is led to the message from the list of problems can write there", async ({ form }) => {
  await form.openToWrite();
  await form.tab("Preview").click();
  await form.send.click();
  await form.summary.getByRole("link", { name: "Write a message" }).click();
  await expect(form.message).toBeFocused();
});

test("the toolbar names its keys, also to those who listen", async ({ form }) => {
  await form.openToWrite();
  const bold = form.tool("Bold (Ctrl+B)");
  await expect(bold).toHaveAttribute("title", "Bold (Ctrl+B)");
  await expect(bold).toHaveAttribute("aria-keyshortcuts", "Control+B");
  await expect(bold).toHaveAttribute("aria-pressed", "false");
});

test("the toolbar shows what is applied where the caret is", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "**bold** plain|");
  const bold = form.tool(/^Bold/);
  await page.keyboard.press("Home");
  for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowRight");
  await expect(bold).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("End");
  await expect(bold).toHaveAttribute("aria-pressed", "false");
  await form.message.dblclick({ position: { x: 48, y: 26 } });
  await expect(bold).toHaveAttribute("aria-pressed", "true");
});

test("on Apple's machines keys are ⌘'s", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, userAgent: "Macintosh; Intel Mac OS X" });
  await page.goto("/");
  const bold = page.getByRole("button", { name: "Bold (⌘B)" });
  await expect(bold).toHaveAttribute("aria-keyshortcuts", "Meta+B");
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("word");
  await message.press("ControlOrMeta+A");
  await message.press("Meta+B");
  await expect(message).toHaveValue("**word**");
  await page.close();
});

test("all keys are listed in a dialog, which gives the focus back", async ({ form, page }) => {
  await form.openToWrite();
  await form.message.focus();
  await form.tool("Keyboard shortcuts").click();
  const dialog = form.host.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const keys of ["Ctrl+B", "Ctrl+Shift+8", "Ctrl+Shift+.", "Ctrl+Enter", "Alt+F10"]) {
    await expect(dialog.getByRole("cell", { name: keys, exact: true })).toBeVisible();
  }
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(form.message).toBeFocused();
});

test("targets are 24 pixels at least, and 44 for a finger", async ({ browser, baseURL }) => {
  for (const [hasTouch, least] of [
    [false, 24],
    [true, 44],
  ]) {
    const page = await browser.newPage({ baseURL, hasTouch, isMobile: hasTouch, viewport: NARROW });
    await page.goto("/");
    const targets = page.locator("open-ticket [role=toolbar] button, open-ticket [role=tab]");
    await targets.first().waitFor();
    const boxes = await targets.filter({ visible: true }).evaluateAll((all) =>
      all.map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(Math.min(...boxes)).toBeGreaterThanOrEqual(least);
    await page.close();
  }
});

for (const name of ["Write", "Preview", "Side by side"]) {
  test(`axe finds nothing in the view ${name}`, async ({ form, page }) => {
    await form.openToWrite();
    await form.message.fill("# One\n\n- [x] two\n\n| a | b |\n|---|---|\n| c | d |");
    await form.tab(name).click();
    expect(await violations(page)).toEqual([]);
  });
}

test("the text area grows with its text, up to a height", async ({ form }) => {
  await form.openToWrite();
  const height = async () => (await form.message.boundingBox()).height;
  await form.message.fill("one");
  const low = await height();
  await form.message.fill("line\n".repeat(18));
  const taller = await height();
  expect(taller).toBeGreaterThan(low);
  await form.message.fill("line\n".repeat(400));
  expect(await height()).toBeLessThan(800);
});

test("each pane follows the other by what stands in it", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openToWrite();
  const parts = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0 ? `# Heading ${n}` : `Paragraph ${n} ${"with words ".repeat(n % 7)}`,
  );
  await form.message.fill(parts.join("\n\n"));
  const heading = form.preview.getByRole("heading", { name: "Heading 30", exact: true });
  await expect(heading).toBeAttached();
  const frame = form.host.locator(".frame");
  const topOfHeading = async () => (await heading.boundingBox()).y - (await frame.boundingBox()).y;

  // A mirror of the test's own says where the heading's line stands in the text.
  const line = await form.message.evaluate((area) => {
    const mirror = document.createElement("div");
    const { font, padding, lineHeight } = getComputedStyle(area);
    Object.assign(mirror.style, { font, padding, lineHeight, whiteSpace: "pre-wrap" });
    mirror.style.overflowWrap = "break-word";
    mirror.style.width = `${area.clientWidth}px`;
    mirror.style.boxSizing = "border-box";
    // One more line than stands before it, so that its top is known.
    mirror.textContent = `${area.value.slice(0, area.value.indexOf("# Heading 30"))}#`;
    document.body.append(mirror);
    const place = mirror.scrollHeight - Number.parseFloat(padding) - Number.parseFloat(lineHeight);
    mirror.remove();
    return place;
  });
  await form.message.evaluate((area, top) => area.scrollTo(0, top), line);
  await expect.poll(async () => Math.abs(await topOfHeading())).toBeLessThan(30);

  await frame.evaluate((pane) => pane.scrollTo(0, 0));
  await expect.poll(() => form.message.evaluate((area) => area.scrollTop)).toBe(0);
  const down = await topOfHeading();
  await frame.evaluate((pane, by) => pane.scrollBy(0, by), down);
  const textTop = () => form.message.evaluate((area) => area.scrollTop);
  await expect.poll(async () => Math.abs((await textTop()) - line)).toBeLessThan(30);

  // Neither sends the other on.
  const before = [await textTop(), await topOfHeading()];
  await page.waitForTimeout(300);
  expect([await textTop(), await topOfHeading()]).toEqual(before);
});

test("the count appears near the limit, stops nobody, and is said when writing stops", async ({
  form,
}) => {
  await form.openToWrite();
  const limit = Number((await (await form.page.request.get("/api/ticket")).json()).limits.message);
  const count = form.host.locator(".count");
  await form.message.fill("🎫".repeat(Math.ceil(limit * 0.8) - 1));
  await expect(form.preview).toContainText("🎫");
  await expect(count).toBeEmpty();
  await form.message.fill("🎫".repeat(Math.ceil(limit * 0.8)));
  await expect(count).toContainText("characters");
  const spoken = form.host.getByRole("log").first();
  await expect(spoken).toContainText(/^[\d,]+ of [\d,]+ characters\.$/);
  await form.message.fill("a".repeat(limit + 2));
  await expect(count).toHaveText("2 characters too many");
  await expect(form.message).toHaveValue("a".repeat(limit + 2));
  await expect(spoken).toContainText("2 characters too many.");
});
