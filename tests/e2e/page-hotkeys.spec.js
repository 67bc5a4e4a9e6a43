// Keys that are typed in the form do not reach the page's hotkeys; other keys do.
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";

const BODY = `<open-ticket><input slot="footer" aria-label="Coupon"></open-ticket>`;

/** Opens a page that records and prevents all keys, unless their target is a field, as pages do. */
async function openPageWithHotkeys({ page, form }) {
  await openHostPage(page, { body: BODY });
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  await page.evaluate(() => {
    window.hotkeys = [];
    const handle = (event) => {
      if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
      const isModifier = ["Control", "Shift", "Alt", "Meta"].includes(event.key);
      if (!isModifier) window.hotkeys.push(event.key);
      if (event.key.length === 1) event.preventDefault();
    };
    for (const type of ["keydown", "keypress", "keyup"]) document.addEventListener(type, handle);
  });
  return async () => {
    const keys = await page.evaluate(() => window.hotkeys.splice(0));
    return [...new Set(keys)];
  };
}

test("everything that is typed in a field stays inside the form", async ({ page, form }) => {
  const hotkeys = await openPageWithHotkeys({ page, form });
  const typed = "/sc? jkJK#!.[gG1é@";
  for (const field of [form.name, form.email, form.subject, form.message]) {
    await field.focus();
    await page.keyboard.type(typed);
    for (const key of ["ArrowLeft", "Home", "End", "PageUp", "PageDown", "Delete", "Backspace"]) {
      await page.keyboard.press(key);
    }
    await expect(field).toHaveValue(typed.slice(0, -1));
    expect(await hotkeys()).toEqual([]);
  }
  await form.message.focus();
  await page.keyboard.press("Enter");
  await form.departmentOption("General").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(form.departmentOption("Technical")).toBeChecked();
  await form.customField("Temporary password").pressSequentially("s/c");
  await form.customField("Since when").focus();
  await page.keyboard.press("s");
  expect(await hotkeys()).toEqual([]);
});

test("shortcuts that the form handles stay inside, others reach the page", async ({
  page,
  form,
}) => {
  const hotkeys = await openPageWithHotkeys({ page, form });
  for (const key of ["Control+b", "Control+k", "Control+e", "Tab", "Shift+Tab", "Alt+F10"]) {
    await form.message.fill("- one\n  - two");
    await form.message.selectText();
    await page.keyboard.press(key);
    expect(await hotkeys(), key).toEqual([]);
  }
  // In the toolbar, the form handles arrow keys and Escape.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(form.message).toBeFocused();
  expect(await hotkeys()).toEqual([]);
  await form.subject.focus();
  const others = { "Control+b": "b", "Control+j": "j", Escape: "Escape", F2: "F2" };
  for (const [press, key] of Object.entries(others)) {
    await page.keyboard.press(press);
    expect(await hotkeys(), press).toEqual([key]);
  }
  // A dialog of the page may handle Tab to keep the focus inside.
  await form.subject.focus();
  await page.keyboard.press("Tab");
  expect(await hotkeys()).toEqual(["Tab"]);
});

test("keys outside of fields reach the page", async ({ page, form }) => {
  const hotkeys = await openPageWithHotkeys({ page, form });
  await form.submitButton.focus();
  await page.keyboard.press("j");
  expect(await hotkeys()).toEqual(["j"]);
  await form.tab("Preview").click();
  await form.preview.focus();
  await page.keyboard.press("k");
  expect(await hotkeys()).toEqual(["k"]);
});

test("key events of slotted fields reach the page", async ({ page, form }) => {
  await openPageWithHotkeys({ page, form });
  await page.evaluate(() => {
    window.coupon = [];
    document.addEventListener("keydown", ({ key }) => window.coupon.push(key));
  });
  await page.getByLabel("Coupon").focus();
  await page.keyboard.type("x1");
  expect(await page.evaluate(() => window.coupon)).toEqual(["x", "1"]);
});
