// Text spacing (WCAG 1.4.12), text of twice the size (1.4.4), zoom to 400 % (1.4.10), and the focus ring of
// each control (2.4.7, 2.4.11).
import { horizontalOverflow } from "./support/appearances.js";
import { expect, test } from "./support/fixtures.js";
import { focusedControl } from "./support/focused-control.js";

/** The spacing that WCAG 1.4.12 requires, set with the highest priority. */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

const adopt = (form, css) =>
  form.host.evaluate(({ shadowRoot }, css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadowRoot.adoptedStyleSheets.push(sheet);
  }, css);

/** Puts the form into the state with the most text: a department's questions, errors and files. */
async function showErrors(form) {
  await form.openWithEditor();
  await form.departmentOption("Technical").check();
  await form.attach(
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "note.txt", bytes: Buffer.from("x") },
  );
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
}

/** Returns the elements whose text is cut off, or overflows the box of the form. */
const cutOff = (form) =>
  form.host.evaluate(({ shadowRoot }) => {
    const root = shadowRoot.querySelector(".open-ticket");
    const { left, right } = root.getBoundingClientRect();
    const isOwn = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "";
    // The toolbar's commands scroll in their own row; controls scroll their own text.
    const scrolls = ".visually-hidden, .mirror, .commands, select, textarea, input, .preview-frame";
    const elements = [...root.querySelectorAll("*")].filter(
      (node) =>
        [...node.childNodes].some(isOwn) && node.checkVisibility() && !node.closest(scrolls),
    );
    const isCut = (node) => {
      const box = node.getBoundingClientRect();
      const { overflow } = getComputedStyle(node);
      const isClipped =
        overflow !== "visible" &&
        (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
      // The error marker of a field is 10 pixels outside of the box.
      return isClipped || box.left < left - 11 || box.right > right + 11;
    };
    return elements.filter(isCut).map((node) => `${node.className}: ${node.textContent}`);
  });

for (const width of [1_280, 320]) {
  test(`the spacing of WCAG 1.4.12 cuts nothing off, ${width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await showErrors(form);
    await adopt(form, SPACING);
    expect(await cutOff(form)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    // Buttons and cards grow with their text.
    const [text, box] = await form.submitButton.evaluate((button) => {
      const range = document.createRange();
      range.selectNodeContents(button);
      return [range.getBoundingClientRect().height, button.getBoundingClientRect().height];
    });
    expect(box).toBeGreaterThanOrEqual(text);
  });
}

for (const width of [1_280, 640]) {
  test(`text of twice the size is not cut off, ${width} pixels wide`, async ({ form, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await showErrors(form);
    await form.host.evaluate((host) => host.style.setProperty("font-size", "32px"));
    expect(await cutOff(form)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    const { height } = await form.subject.boundingBox();
    expect(height).toBeGreaterThanOrEqual(32 * 1.5);
  });
}

test("at a zoom of 400 %, a ticket can be written and sent", async ({ form, page }) => {
  // 1,280 by 1,024 pixels at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await form.open();
  await form.fill({
    name: "Ada Lovelace",
    email: "ada@example.com",
    department: "General",
    subject: "The engine stands still",
    message: "Since Tuesday.",
  });
  expect(await horizontalOverflow(page)).toBe(0);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await horizontalOverflow(page)).toBe(0);
});

for (const [name, media] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colors": { forcedColors: "active" },
})) {
  test(`each control that receives the focus has a visible ring and is not covered, ${name}`, async ({
    form,
    page,
  }) => {
    await page.emulateMedia(media);
    await form.openWithEditor();
    await form.departmentOption("Technical").check();
    await form.attach({ name: "note.txt", bytes: Buffer.from("x") });
    await expect(form.removeButton("note.txt")).toBeVisible();
    await form.name.focus();
    const visited = [];
    for (let presses = 0; presses < 40; presses += 1) {
      const focused = await focusedControl(form.host);
      if (!focused) break;
      // The label of a radio button covers it, and ignores pointer events.
      expect(focused).toMatchObject({ hasRing: true, isCovered: false });
      visited.push(focused.name);
      await page.keyboard.press("Tab");
    }
    expect(visited.length).toBeGreaterThan(15);
    expect(visited.at(-1)).toMatch(/./);
  });
}

test("in forced colours, the selected department and priority differ from the others", async ({
  form,
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await form.open();
  await form.departmentOption("Technical").check();
  const border = (option) =>
    option.evaluate((radio) => {
      const { borderTopColor, borderTopWidth } = getComputedStyle(radio);
      return `${borderTopWidth} ${borderTopColor}`;
    });
  for (const [selected, other] of [
    [form.departmentOption("Technical"), form.departmentOption("General")],
    [form.priorityOption("Medium"), form.priorityOption("Low")],
  ]) {
    expect(await border(selected)).toMatch(/^3px /);
    expect(await border(other)).toMatch(/^1px /);
    expect(await border(selected)).not.toBe(await border(other));
  }
});
