// The form has the look of the page's theme, and the site's own rules and settings override it.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "../../../../tests/e2e/support/fixtures.js";
import { bootstrap } from "../../../../tests/e2e/support/theme-pages.js";
import { addStyles, THEME_STYLES } from "./support/theme-styles.js";

const SETTING = fileURLToPath(new URL("../standin/set-setting.php", import.meta.url));
const PAGE = "/submitticket.php?step=2&deptid=1";

/** Opens the ticket page of a theme, with the styles of its `custom.css`. */
async function openTheme(form, theme, customStyles = "") {
  await addStyles(form.page, THEME_STYLES[theme] + customStyles);
  await form.open(`${PAGE}&theme=${theme}`);
  await expect(form.subject).toBeVisible();
}

/** Controls with the classes that WHMCS's own form has in its themes. */
const OWN_CONTROLS =
  '<label>Subject</label><input class="form-control"><button class="btn btn-primary">Send</button>';
const OWN_SELECTORS = ["label", "input", "button"];
const FORM_SELECTORS = ["[for=open-ticket-subject]", "#open-ticket-subject", "[type=submit]"];

/** Measures the controls in an element or in its shadow root. */
function measure(root, selectors) {
  const [label, input, button] = selectors.map((selector) => {
    const element = (root.shadowRoot ?? root).querySelector(selector);
    const { height } = element.getBoundingClientRect();
    return { style: getComputedStyle(element), height: Math.round(height) };
  });
  return {
    labelWeight: label.style.fontWeight,
    height: input.height,
    radius: input.style.borderTopLeftRadius,
    border: input.style.borderTopColor,
    textSize: input.style.fontSize,
    buttonHeight: button.height,
    buttonRadius: button.style.borderTopLeftRadius,
    buttonBackground: button.style.backgroundColor,
  };
}

for (const theme of Object.keys(THEME_STYLES)) {
  test(`the form has the look of the theme ${theme}`, async ({ form, page }) => {
    await openTheme(form, theme);
    await page.evaluate((controls) => {
      const own = Object.assign(document.createElement("div"), { id: "own", innerHTML: controls });
      document.body.append(own);
    }, OWN_CONTROLS);
    const own = await page.locator("#own").evaluate(measure, OWN_SELECTORS);
    await expect.poll(() => form.host.evaluate(measure, FORM_SELECTORS)).toEqual(own);
  });
}

for (const theme of ["twenty-one", "nexus"]) {
  test(`the form is on the card of WHMCS's own form: ${theme}`, async ({ form }) => {
    await openTheme(form, theme);
    await expect(form.host).toHaveClass("card card-body extra-padding");
    await expect(form.host).toHaveCSS("background-color", "rgb(255, 255, 255)");
    const [card, subject] = await Promise.all([
      form.host.boundingBox(),
      form.subject.boundingBox(),
    ]);
    expect(subject.x - card.x).toBeGreaterThanOrEqual(16);
    expect(card.x + card.width - subject.x - subject.width).toBeGreaterThanOrEqual(16);
  });
}

test("in a theme whose form has no card, the form has none", async ({ form }) => {
  await openTheme(form, "six");
  await expect(form.host).not.toHaveClass(/card/);
});

test("a child theme's values are the form's", async ({ form }) => {
  await openTheme(form, "nexus", ":root { --primary: #7f22fe; --rounding-md: 0.125rem }");
  await expect(form.subject).toHaveCSS("border-radius", "2px");
  await expect(form.submitButton).toHaveCSS("background-color", "rgb(127, 34, 254)");
});

test("a theme with Bootstrap 5 has the preset for it, in both colour schemes", async ({
  form,
  page,
}) => {
  await addStyles(page, bootstrap("bootstrap"));
  await form.open(PAGE);
  await expect(form.subject).toHaveCSS("border-radius", "6px");
  await expect(form.subject).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.evaluate(() => document.documentElement.setAttribute("data-bs-theme", "dark"));
  await expect(form.subject).toHaveCSS("background-color", "rgb(33, 37, 41)");
  await expect(form.submitButton).toHaveCSS("background-color", "rgb(110, 168, 254)");
});

test("a theme without Bootstrap gives the form its brand colour only", async ({ form, page }) => {
  await addStyles(page, ":root { --color-primary: #8a1c5b }");
  await form.open(PAGE);
  await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
  await expect(form.subject).toHaveCSS("border-radius", "10px");
  await expect(form.subject).toHaveCSS("min-height", "44px");
});

for (const theme of ["six", "twenty-one"]) {
  test(`the rules of custom.css override the preset: ${theme}`, async ({ form }) => {
    await openTheme(
      form,
      theme,
      ":root { --open-ticket-radius: 1px; --open-ticket-accent: #8a1c5b }" +
        "open-ticket { --open-ticket-control-height: 51px }" +
        "open-ticket::part(open-ticket-button) { font-weight: 900 }",
    );
    await expect(form.subject).toHaveCSS("border-radius", "1px");
    await expect(form.subject).toHaveCSS("min-height", "51px");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
    await expect(form.submitButton).toHaveCSS("font-weight", "900");
  });
}

test("the colours are those of the page, whatever the system's setting", async ({ form, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const frame = form.host.locator(".open-ticket");
  for (const theme of Object.keys(THEME_STYLES)) {
    await openTheme(form, theme);
    await expect(frame).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.unrouteAll();
  }
  await page.emulateMedia({ colorScheme: "light" });
  const dark = "body, .card { background: #222 !important; color: #eee !important }";
  for (const theme of Object.keys(THEME_STYLES)) {
    await openTheme(form, theme, dark);
    await expect(frame).toHaveCSS("background-color", "rgb(20, 23, 28)");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(168, 199, 250)");
    await page.unrouteAll();
  }
});

test("the settings for the colour scheme and the accent colour override the preset", async ({
  form,
  page,
  relay,
}) => {
  const set = (name, value) => execFileSync("php", [SETTING, relay.folder, name, value]);
  const frame = form.host.locator(".open-ticket");
  set("theme", "dark");
  set("accent", "#8a1c5b");
  try {
    for (const theme of ["six", "twenty-one", "nexus"]) {
      await openTheme(form, theme);
      await expect(frame).toHaveCSS("background-color", "rgb(20, 23, 28)");
      await expect(form.host).not.toHaveClass(/card/);
      await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
      await page.unrouteAll();
    }
    await addStyles(page, bootstrap("bootstrap"));
    await form.open(PAGE);
    await expect(frame).toHaveCSS("background-color", "rgb(33, 37, 41)");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
    set("theme", "light");
    await form.open(PAGE);
    await expect(frame).toHaveCSS("background-color", "rgb(255, 255, 255)");
  } finally {
    set("theme", "");
    set("accent", "");
  }
});
