// The views Write, Preview and Side by side of the message, and synchronized scrolling.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { LAYOUT_POLICY } from "./support/host-layouts.js";
import { openHostPage } from "./support/host-page.js";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 800 };
const expectSelected = (tab) => expect(tab).toHaveAttribute("aria-selected", "true");

test("a wide form shows text and preview side by side, a narrow one the text", async ({
  form,
  page,
}) => {
  await page.setViewportSize(WIDE);
  await form.openWithEditor();
  await expectSelected(form.tab("Side by side"));
  await form.message.fill("**bold**");
  await expect(form.preview.locator("strong")).toBeVisible();
  const [left, right] = [await form.message.boundingBox(), await form.preview.boundingBox()];
  expect(left.x + left.width).toBeLessThanOrEqual(right.x);
  await page.setViewportSize(NARROW);
  await expectSelected(form.tab("Write"));
  await expect(form.tab("Side by side")).toBeHidden();
  await expect(form.preview).toBeHidden();
  await expect(form.message).toBeVisible();
  await page.setViewportSize(WIDE);
  await expectSelected(form.tab("Side by side"));
});

/** There, the form is in a card with a padding of 16 pixels. */
test("on a dark page, the tab of both panes is selected only if they are side by side", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 736, height: 800 });
  await openHostPage(page, {
    body: `<style>body { margin: 0; background: #000; color: #fff }</style>
      <open-ticket endpoint="/api/ticket"></open-ticket>`,
    policy: LAYOUT_POLICY,
  });
  await form.message.fill("**bold**");
  await expect(form.preview.locator("strong")).toBeVisible();
  await expectSelected(form.tab("Side by side"));
  const [left, right] = [await form.message.boundingBox(), await form.preview.boundingBox()];
  expect(left.x + left.width).toBeLessThanOrEqual(right.x);
});

test("the preview opens with the first word, and moves neither the caret nor the content below", async ({
  form,
  page,
}) => {
  await page.setViewportSize(WIDE);
  await form.openWithEditor();
  await expectSelected(form.tab("Side by side"));
  await expect(form.preview).toBeHidden();
  const layout = () =>
    form.host.evaluate(({ shadowRoot }) =>
      [".attachments", "[type=submit]"].map(
        (selector) => shadowRoot.querySelector(selector).getBoundingClientRect().top,
      ),
    );
  const width = async () => (await form.message.boundingBox()).width;
  const [before, wide] = [await layout(), await width()];
  await form.message.focus();
  await page.keyboard.type(" ");
  await expect(form.preview).toBeHidden();
  await page.keyboard.type("**W");
  await expect(form.preview).toBeVisible();
  await page.keyboard.type("ord**");
  await expect(form.preview.locator("strong")).toHaveText("Word");
  await expect(form.message).toBeFocused();
  expect(await form.message.evaluate((area) => area.selectionStart)).toBe(9);
  expect(await width()).toBeLessThan(wide * 0.6);
  expect(await layout()).toEqual(before);
  await form.message.fill("");
  await expect(form.preview).toBeHidden();
  expect(await width()).toBe(wide);
  expect(await layout()).toEqual(before);
});

test("a prefilled message opens with its preview", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await openHostPage(page, { body: `<open-ticket message="**Prefilled**"></open-ticket>` });
  await expect(form.preview.locator("strong")).toHaveText("Prefilled");
});

test("the view depends on the width of the form, not of the window", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openWithEditor();
  await form.message.fill("text");
  await form.host.evaluate((host) => {
    host.style.inlineSize = "719px";
  });
  await expectSelected(form.tab("Write"));
  await form.host.evaluate((host) => {
    host.style.inlineSize = "720px";
  });
  await expectSelected(form.tab("Side by side"));
});

test("the selected view is restored on the next visit", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openWithEditor();
  await form.tab("Write").click();
  await expect(form.preview).toBeHidden();
  await form.openWithEditor();
  await expectSelected(form.tab("Write"));
  await expect(form.preview).toBeHidden();
});

test("the views work without localStorage", async ({ form, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    });
  });
  await form.openWithEditor();
  await form.tab("Preview").click();
  await expect(form.message).toBeHidden();
  await form.tab("Write").click();
  await expect(form.message).toBeVisible();
});

for (const name of ["Write", "Preview", "Side by side"]) {
  test(`the view ${name} has no axe violations`, async ({ form, page }) => {
    await form.openWithEditor();
    await form.message.fill("# One\n\n- [x] two\n\n| a | b |\n|---|---|\n| c | d |");
    await form.tab(name).click();
    expect(await axeViolations(page)).toEqual([]);
  });
}

test("the text and the preview scroll in sync by their content", async ({ form, page }) => {
  await page.setViewportSize(WIDE);
  await form.openWithEditor();
  const blocks = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0 ? `# Heading ${n}` : `Paragraph ${n} ${"with words ".repeat(n % 7)}`,
  );
  await form.message.fill(blocks.join("\n\n"));
  const heading = form.preview.getByRole("heading", { name: "Heading 30", exact: true });
  await expect(heading).toBeAttached();
  const previewPane = form.host.locator(".preview-frame");
  const headingTop = async () =>
    (await heading.boundingBox()).y - (await previewPane.boundingBox()).y;

  // Measures the offset of the heading's line within the text with a copy of the text area.
  const headingOffset = await form.message.evaluate((textarea) => {
    const mirror = document.createElement("div");
    const { font, padding, lineHeight } = getComputedStyle(textarea);
    Object.assign(mirror.style, { font, padding, lineHeight, whiteSpace: "pre-wrap" });
    mirror.style.overflowWrap = "break-word";
    mirror.style.width = `${textarea.clientWidth}px`;
    mirror.style.boxSizing = "border-box";
    // Ends with the first character of the heading's line, so that the height includes that line.
    mirror.textContent = `${textarea.value.slice(0, textarea.value.indexOf("# Heading 30"))}#`;
    document.body.append(mirror);
    const offset = mirror.scrollHeight - Number.parseFloat(padding) - Number.parseFloat(lineHeight);
    mirror.remove();
    return offset;
  });
  await form.message.evaluate((textarea, top) => textarea.scrollTo(0, top), headingOffset);
  await expect.poll(async () => Math.abs(await headingTop())).toBeLessThan(30);

  await previewPane.evaluate((pane) => pane.scrollTo(0, 0));
  await expect.poll(() => form.message.evaluate((textarea) => textarea.scrollTop)).toBe(0);
  const distance = await headingTop();
  await previewPane.evaluate((pane, distance) => pane.scrollBy(0, distance), distance);
  const textScrollTop = () => form.message.evaluate((textarea) => textarea.scrollTop);
  await expect.poll(async () => Math.abs((await textScrollTop()) - headingOffset)).toBeLessThan(30);

  // Scrolling one pane does not start a feedback loop with the other.
  const positions = [await textScrollTop(), await headingTop()];
  await page.waitForTimeout(300);
  expect([await textScrollTop(), await headingTop()]).toEqual(positions);
});
