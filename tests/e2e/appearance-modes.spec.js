// Positions and styles in forced colours, on right-to-left pages, with Bootstrap, and in pages beside the form.
import { setDirection } from "./support/appearances.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { openThemePage, THEME_PAGES } from "./support/theme-pages.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Returns the boxes of the first elements of the selectors in the form. */
const boxesOf = (form, ...selectors) =>
  form.host.evaluate(
    ({ shadowRoot }, selectors) =>
      selectors.map((selector) => {
        const box = shadowRoot.querySelector(selector).getBoundingClientRect();
        return box.toJSON();
      }),
    selectors,
  );

/** Returns the left edges of the first and of the last character of an element. */
const edgesOfText = (locator) =>
  locator.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
    const left = (node, start) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + 1);
      return range.getBoundingClientRect().left;
    };
    const last = texts.at(-1);
    return [left(texts[0], 0), left(last, last.data.trimEnd().length - 1)];
  });

test("in forced colours, a select has an arrow", async ({ form, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await form.open();
  await form.departmentOption("Technical").check();
  await expect(form.host.getByLabel("Since when")).toHaveCSS("appearance", "auto");
  await page.goto("/api/ticket/form?department=3");
  await expect(page.getByLabel("Priority")).toHaveCSS("appearance", "auto");
});

test("in forced colours, the buttons of a file's row end at the same edge", async ({
  form,
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await form.openWithEditor();
  await form.attach(NOTE);
  await form.attach({ ...NOTE, name: "other.txt", bytes: Buffer.from("other") });
  await form.removeButton(NOTE.name).click();
  await expect(form.host.getByRole("button", { name: "Undo" })).toBeVisible();
  const [undo, remove] = await boxesOf(
    form,
    ".files .removed .button",
    ".files li:not(.removed) .button",
  );
  expect(remove.right).toBe(undo.right);
});

test("on a right-to-left page, a text in English begins with its first character", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await form.attach(NOTE);
  await setDirection(page, "rtl");
  const total = form.host.getByText("1 of 10 files");
  await expect(total).toBeVisible();
  await form.submitButton.click();
  const error = form.errorSummary.getByRole("link").first();
  for (const text of [total, error]) {
    const [first, last] = await edgesOfText(text);
    expect(first).toBeLessThan(last);
  }
  await form.open("/?as=client");
  await setDirection(page, "rtl");
  const [first, last] = await edgesOfText(form.host.locator(".signed-in p"));
  expect(first).not.toBe(last);
  const person = form.host.getByText("Signed in as");
  const name = await person.locator("strong").boundingBox();
  const [start] = await edgesOfText(person);
  expect(start).toBeLessThan(name.x);
});

test("on a right-to-left page without scripts, the arrow of a select is on the left", async ({
  page,
}) => {
  await page.goto("/api/ticket/form?department=3");
  await setDirection(page, "rtl");
  const select = page.getByLabel("Priority");
  await expect(select).toHaveCSS("background-position", /^left 12px top 50%|^12px 50%/);
});

for (const theme of ["Bootstrap 3", "Bootstrap 5"]) {
  test(`the line of the selected tab is at the edge of the editor's bar: ${theme}`, async ({
    form,
    page,
  }) => {
    await openThemePage(page, THEME_PAGES[theme]);
    await form.departmentOption("General").check();
    await expect(form.toolbar).toBeVisible();
    const [tab, bar] = await boxesOf(form, "[role=tab]", ".editor-bar");
    expect(bar.bottom - tab.bottom).toBeLessThanOrEqual(1);
  });
}

test("the text of a form that has stopped is below its label", async ({ page, pageErrors }) => {
  pageErrors.allow(/panicked|unreachable|no more elements/);
  await page.setViewportSize({ width: 1_280, height: 800 });
  await openHostPage(page, { body: "<main><open-ticket></open-ticket></main>" });
  const host = page.locator("open-ticket");
  await host.getByLabel("Subject").fill("Not to be lost");
  await host.evaluate((element) => {
    document.createElement = () => {
      throw new Error("no more elements");
    };
    element.shadowRoot.querySelector(".button.primary").click();
  });
  const text = host.getByLabel("Your text");
  await expect(text).toBeVisible();
  const [box, label] = [
    await text.boundingBox(),
    await text.locator("xpath=..").evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element.firstChild);
      return range.getBoundingClientRect().toJSON();
    }),
  ];
  expect(label.bottom).toBeLessThanOrEqual(box.y);
  expect(label.left).toBe(box.x);
});

test("the demo page has space between its heading and the confirmation", async ({ form, page }) => {
  await form.openWithEditor();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(page.locator(".lead")).toBeHidden();
  const heading = await page.locator("h1").boundingBox();
  const mark = await form.host.locator(".check-mark").boundingBox();
  expect(mark.y - heading.y - heading.height).toBeGreaterThanOrEqual(16);
});
