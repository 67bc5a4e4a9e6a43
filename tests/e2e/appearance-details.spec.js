// Positions and styles that no picture of one width or theme shows: forced colours on a phone, right-to-left pages,
// widths between those of the pictures.
import { setRightToLeft } from "./support/appearances.js";
import { WASM } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { LAYOUT_POLICY } from "./support/host-layouts.js";
import { formElement, openHostPage, routeBundleFile } from "./support/host-page.js";
import { copyToClipboard, writeMessage } from "./support/message-field.js";
import { decode } from "./support/png.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { busy, routeSubmissions } from "./support/states/submissions.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

const boxOf = (form, selector) =>
  form.host.evaluate(
    ({ shadowRoot }, selector) =>
      shadowRoot.querySelector(selector).getBoundingClientRect().toJSON(),
    selector,
  );

/** Returns the box of the text of the first element. */
const textBoxOf = (form, selector) =>
  form.host.evaluate(({ shadowRoot }, selector) => {
    const range = document.createRange();
    range.selectNodeContents(shadowRoot.querySelector(selector));
    return range.getBoundingClientRect().toJSON();
  }, selector);

const styleOf = (form, selector, property, pseudo) =>
  form.host.evaluate(
    ({ shadowRoot }, [selector, property, pseudo]) =>
      getComputedStyle(shadowRoot.querySelector(selector), pseudo)[property],
    [selector, property, pseudo],
  );

for (const width of [390, 320]) {
  test(`the button that removes a file has room around its text in forced colours, ${width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ forcedColors: "active" });
    await form.openWithEditor();
    await form.attach(NOTE);
    await expect(form.removeButton(NOTE.name)).toBeVisible();
    const [button, text] = [
      await boxOf(form, ".files .button"),
      await textBoxOf(form, ".files .button"),
    ];
    expect(text.left - button.left).toBeGreaterThanOrEqual(8);
    expect(button.right - text.right).toBeGreaterThanOrEqual(8);
    // It is next to the name if both fit.
    const name = await boxOf(form, ".files .name");
    expect(button.top < name.bottom).toBe(width === 390);
  });
}

test("on a right-to-left page, the loader's error and its button start where the fallback content does", async ({
  page,
  pageErrors,
}) => {
  pageErrors.allow(/404|could not be loaded|integrity/);
  await setRightToLeft(page);
  await routeBundleFile(page, WASM, (route) => route.fulfill({ status: 404, body: "not here" }));
  await openHostPage(page, { body: `<open-ticket><a href="/old">Open here</a></open-ticket>` });
  const host = formElement(page);
  const button = await host.getByRole("button", { name: "Try again" }).boundingBox();
  const message = await host.getByRole("status").boundingBox();
  const link = await page.getByText("Open here").boundingBox();
  expect(link.x + link.width - (message.x + message.width)).toBeLessThan(100);
  expect(button.x).toBeGreaterThanOrEqual(message.x);
  expect(button.x).toBeLessThan(message.x + 20);
});

test("the bar of a department without an answer begins above its label, as at other fields", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 1_280, height: 2_000 });
  await form.open();
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  const field = await boxOf(form, "fieldset.invalid");
  const legend = await boxOf(form, "fieldset.invalid legend");
  const pixelAt = async (x, y) => {
    const { pixels } = decode(await page.screenshot({ clip: { x, y, width: 1, height: 1 } }));
    return [...pixels.subarray(0, 3)];
  };
  expect(await pixelAt(field.left + 1, legend.top + 1)).toEqual([151, 10, 34]);
  expect(await styleOf(form, ".invalid .option > input", "boxShadow")).toContain("151, 10, 34");
});

test("Markdown and shortcuts in the help are left to right on a right-to-left page", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
    document.querySelector("open-ticket").shadowRoot.querySelector(".open-ticket").dir = "rtl";
  });
  await form.toolbarButton("Help").click();
  await expect(form.helpDialog).toBeVisible();
  const directions = await form.helpDialog
    .locator("code:not(.blocks *), kbd")
    .evaluateAll((all) => all.map((node) => getComputedStyle(node).direction));
  expect(directions.length).toBeGreaterThan(15);
  expect(new Set(directions)).toEqual(new Set(["ltr"]));
});

test("a tablet shows text and preview side by side on the demo page", async ({ form, page }) => {
  await page.setViewportSize({ width: 768, height: 1_024 });
  await form.openWithEditor();
  await form.message.pressSequentially("**word**");
  await expect(form.preview.locator("strong")).toBeVisible();
  await expect(form.message).toBeVisible();
});

for (const width of [430, 412, 390, 375, 360, 320]) {
  test(`a toolbar button is cut off to show that the toolbar scrolls, ${width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await form.openWithEditor();
    const shown = await form.host.evaluate(({ shadowRoot }) => {
      const row = shadowRoot.querySelector(".commands").getBoundingClientRect();
      const tools = [...shadowRoot.querySelectorAll(".commands .tool")];
      const boxes = tools.map((tool) => tool.getBoundingClientRect());
      const cut = boxes.find(({ left, right }) => left < row.right && right > row.right);
      return cut && row.right - cut.left;
    });
    expect(shown).toBeGreaterThan(12);
    expect(shown).toBeLessThan(36);
  });
}

test("File types is next to the limits, and stays where it was clicked", async ({ form, page }) => {
  await form.openWithEditor();
  // The page can scroll before a click.
  const summary = async () => {
    const { left, top, bottom } = await boxOf(form, ".types summary");
    const scroll = await page.evaluate(() => scrollY);
    return { left, top: top + scroll, bottom: bottom + scroll };
  };
  for (const width of [1_280, 860, 820, 790]) {
    await page.setViewportSize({ width, height: 800 });
    const limits = await boxOf(form, ".attach > p");
    const { top, bottom } = await boxOf(form, ".types summary");
    expect(Math.abs((limits.top + limits.bottom - top - bottom) / 2)).toBeLessThan(6);
    const closed = await summary();
    await form.host.getByText("File types", { exact: true }).click();
    const open = await summary();
    expect([open.left, open.top]).toEqual([closed.left, closed.top]);
    await form.host.getByText("File types", { exact: true }).click();
  }
});

test("while a retry is scheduled, “Try now” is the only button that sends", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.allow(/status of 503/);
  await form.openAndFill(SAMPLE_TICKET);
  await routeSubmissions(page, busy);
  await form.submitButton.click();
  await expect(form.tryNowButton).toBeVisible();
  await expect(form.submitButton).toBeHidden();
  await expect(form.tryNowButton).toHaveClass(/primary/);
  await form.stopRetryButton.click();
  await expect(form.submitButton).toBeVisible();
});

test("the text of a select starts and its arrow ends at the padding of a text field", async ({
  form,
  page,
}) => {
  await form.open();
  await form.departmentOption("Technical").check();
  const paddingOf = (selector) => styleOf(form, selector, "paddingLeft");
  expect(await paddingOf("select")).toBe(await paddingOf("#open-ticket-subject"));
  expect(await styleOf(form, "select", "backgroundImage")).toContain("gradient");
  // A page's own background does not remove the arrow.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("open-ticket::part(open-ticket-input) { background: #eef }");
    document.adoptedStyleSheets.push(sheet);
  });
  expect(await styleOf(form, "select", "backgroundColor")).toBe("rgb(238, 238, 255)");
  expect(await styleOf(form, "select", "backgroundImage")).toContain("gradient");
});

test("the focus ring of a field does not reach its label", async ({ form }) => {
  await form.open();
  const [label, input] = [
    await boxOf(form, "[for=open-ticket-subject]"),
    await boxOf(form, "#open-ticket-subject"),
  ];
  expect(input.top - label.bottom).toBeGreaterThanOrEqual(5);
});

test("the option that changes nothing has no background, and all paste options are in one row", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 768, height: 900 });
  await form.openWithEditor();
  const log = Array.from({ length: 8 }, (_, n) => `10:00:0${n}\tERROR\tdisk ${n} full`).join("\n");
  await copyToClipboard(page, { "text/plain": log });
  await writeMessage(form, "Look:\n|");
  await page.keyboard.press("Control+V");
  await expect(form.host.getByRole("button", { name: "Keep as text" })).toBeVisible();
  await page.mouse.move(0, 0);
  expect(await styleOf(form, ".paste-options .subtle", "backgroundColor")).toBe("rgba(0, 0, 0, 0)");
  const tops = await form.host
    .locator(".paste-options .button")
    .evaluateAll((all) => all.map((button) => button.getBoundingClientRect().top));
  expect(tops).toHaveLength(4);
  expect(new Set(tops).size).toBe(1);
});

test("on a right-to-left page, Latin text of a card is aligned like its label", async ({
  page,
}) => {
  await setRightToLeft(page);
  await openHostPage(page, {
    body: `<open-ticket endpoint="/api/ticket"></open-ticket>`,
    policy: LAYOUT_POLICY,
  });
  await expect(page.locator("open-ticket .button.primary")).toBeVisible();
  const host = page.locator("open-ticket");
  await host.evaluate(({ shadowRoot }) => {
    shadowRoot.querySelector(".open-ticket").dir = "rtl";
  });
  const align = await host.evaluate(({ shadowRoot }) =>
    ["label", ".hint"].map(
      (name) => getComputedStyle(shadowRoot.querySelector(`.option > ${name}`)).textAlign,
    ),
  );
  expect(align).toEqual(["right", "right"]);
});

test("in forced colours, the dot of a selected card stays in its place, and an invalid field has a thicker edge", async ({
  form,
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await form.open();
  await form.departmentOption("General").check();
  const positions = [];
  for (const state of [":checked", ":not(:checked)"]) {
    const selector = `.cards input${state}`;
    const border = await styleOf(form, selector, "borderTopWidth");
    const inset = await styleOf(form, selector, "top", "::before");
    const margin = await styleOf(form, selector, "marginTop", "::before");
    positions.push([border, inset, margin].reduce((sum, it) => sum + Number.parseFloat(it), 0));
  }
  expect(positions[0]).toBe(positions[1]);
  await form.submitButton.click();
  await form.departmentOption("General").focus();
  expect(await styleOf(form, "#open-ticket-subject", "outlineStyle")).toBe("solid");
});

test("the demo page offers one account action, and no lead above a confirmation", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Sign in as a client"]);
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(page.locator(".lead")).toBeHidden();
  await form.open("/?as=client");
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Sign out"]);
});
