// The theme presets: the form's controls and those of Bootstrap, side by side on one page.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { openThemePage, showSameState, THEME_PAGES } from "./support/theme-pages.js";

/** Measures the controls in an element or in its shadow root. */
function measure(root, selectors) {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // A mixed colour has another notation than Bootstrap's.
  const colour = (value) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = value;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].join();
  };
  const find = (name) => (root.shadowRoot ?? root).querySelector(selectors[name]);
  const style = (name, property) => {
    const value = getComputedStyle(find(name))[property];
    return /color/i.test(property) ? colour(value) : value;
  };
  const box = (name) => find(name).getBoundingClientRect();
  const round = (number) => Math.round(number * 2) / 2;
  // Text fields are transparent on the page, or have its background.
  const background = (name) => style(name, "backgroundColor").replace(/^0,0,0,0$/, "");
  const measured = {};
  for (const name of ["input", "select", "submit", "secondary"]) {
    Object.assign(measured, {
      [`${name} height`]: round(box(name).height),
      [`${name} radius`]: style(name, "borderTopLeftRadius"),
      [`${name} padding`]: style(name, "paddingLeft"),
      [`${name} font`]: style(name, "fontFamily"),
      [`${name} text size`]: style(name, "fontSize"),
      [`${name} weight`]: style(name, "fontWeight"),
      [`${name} border width`]: style(name, "borderTopWidth"),
    });
  }
  return {
    ...measured,
    "input border": style("input", "borderTopColor"),
    "input text": style("input", "color"),
    "input background": background("input"),
    "select border": style("select", "borderTopColor"),
    "select text": style("select", "color"),
    "invalid border": style("invalid", "borderTopColor"),
    "label weight": style("label", "fontWeight"),
    "label size": style("label", "fontSize"),
    "label text": style("label", "color"),
    "label gap": round(box("input").top - box("label").bottom),
    "error text": style("error", "color"),
    "error size": style("error", "fontSize"),
    "error weight": style("error", "fontWeight"),
    "submit background": background("submit"),
    "submit text": style("submit", "color"),
  };
}

const OWN_SELECTORS = {
  input: "#own-name",
  select: "#own-select",
  invalid: "#own-invalid",
  label: "label",
  error: ".invalid-feedback, .help-block",
  submit: ".btn-primary",
  secondary: ".btn:not(.btn-primary)",
};

const FORM_SELECTORS = {
  input: "#open-ticket-subject",
  select: "select",
  invalid: "#open-ticket-name",
  label: "[for=open-ticket-subject]",
  error: "#open-ticket-name-error",
  submit: "[type=submit]",
  secondary: ".attachments .button",
};

/** Values that differ from those of a theme. */
const EXCEPTIONS = {
  // Bootstrap's primary colour on a dark page has 3.6:1 for links; the preset has the link colour.
  "Bootstrap 5, dark": ["submit background", "submit text"],
};

/** Themes whose colours of text and buttons have the contrast of level AA. */
const WITH_CONTRAST = [
  "Bootstrap 3",
  "Bootstrap 4, customized",
  "Bootstrap 5",
  "Bootstrap 5, dark",
];

for (const [name, theme] of Object.entries(THEME_PAGES)) {
  test(`the form looks like the page's own controls: ${name}`, async ({ form, page }) => {
    await openThemePage(page, theme);
    await showSameState(form);
    const own = await page.locator("#own").evaluate(measure, OWN_SELECTORS);
    const ours = await form.host.evaluate(measure, FORM_SELECTORS);
    for (const property of EXCEPTIONS[name] ?? []) {
      delete own[property];
      delete ours[property];
    }
    expect(ours).toEqual(own);
    if (WITH_CONTRAST.includes(name)) {
      const violations = await axeViolations(page);
      const ours = violations.filter((it) => it.includes("open-ticket"));
      expect(ours.filter((it) => !it.startsWith("color-contrast-enhanced"))).toEqual([]);
    }
  });
}

for (const name of ["Bootstrap 3", "Bootstrap 4", "Bootstrap 5"]) {
  test(`rules of the page override the preset, also before it: ${name}`, async ({ form, page }) => {
    const own =
      ":root { --open-ticket-radius: 1px } main { --open-ticket-control-padding: 7px }" +
      "open-ticket { --open-ticket-control-height: 51px; --open-ticket-accent: #8a1c5b }" +
      "open-ticket::part(open-ticket-button) { font-weight: 900 }";
    await openThemePage(page, THEME_PAGES[name], [own]);
    await expect(form.subject).toHaveCSS("border-radius", "1px");
    await expect(form.subject).toHaveCSS("padding-left", "7px");
    await expect(form.subject).toHaveCSS("min-height", "51px");
    await expect(form.submitButton).toHaveCSS("background-color", "rgb(138, 28, 91)");
    await expect(form.submitButton).toHaveCSS("font-weight", "900");
    await form.subject.focus();
    await expect(form.subject).toHaveCSS("outline", "rgb(138, 28, 91) solid 3px");
  });
}

for (const name of ["Bootstrap 3", "Bootstrap 4"]) {
  test(`on a dark page, the colours are the form's: ${name}`, async ({ form, page }) => {
    const dark = "body { background: #222 !important; color: #eee !important }";
    await openThemePage(page, THEME_PAGES[name], [dark]);
    const frame = form.host.locator(".open-ticket");
    await expect(frame).toHaveCSS("background-color", "rgb(20, 23, 28)");
    await expect(frame).toHaveCSS("color", "rgb(241, 243, 246)");
    const violations = await axeViolations(page);
    expect(violations.filter((it) => it.includes("open-ticket"))).toEqual([]);
    await form.host.evaluate((host) => host.setAttribute("theme", "light"));
    await expect(frame).toHaveCSS("background-color", "rgb(255, 255, 255)");
  });
}

test("controls are at least 44 pixels high on a touch screen, and have text of 16 pixels", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  for (const name of ["Bootstrap 3", "Bootstrap 5"]) {
    await openThemePage(page, THEME_PAGES[name]);
    const input = page.locator("open-ticket #open-ticket-subject");
    await expect(input).toBeVisible();
    const { height } = await input.boundingBox();
    expect(height).toBeGreaterThanOrEqual(44);
    await expect(input).toHaveCSS("font-size", "16px");
  }
  await context.close();
});

test("each custom property changes the value that its description names", async ({ form }) => {
  const read = () =>
    form.host.evaluate(({ shadowRoot }) => {
      const style = (selector, property) =>
        getComputedStyle(shadowRoot.querySelector(selector))[property];
      return {
        height: style("#open-ticket-subject", "minHeight"),
        padding: style("#open-ticket-subject", "paddingLeft"),
        weight: style("label", "fontWeight"),
        size: style("label", "fontSize"),
        labelGap: style(".field", "rowGap"),
        gap: style(".group", "rowGap"),
        groupGap: style(".fields", "rowGap"),
      };
    });
  await form.open();
  expect(await read()).toEqual({
    height: "44px",
    padding: "12px",
    weight: "600",
    size: "15px",
    labelGap: "6px",
    gap: "16px",
    groupGap: "32px",
  });
  await form.host.evaluate((host) => {
    const set = (name, value) => host.style.setProperty(`--open-ticket-${name}`, value);
    set("control-height", "30px");
    set("control-padding", "7px");
    set("label-weight", "400");
    set("label-size", "12px");
    set("label-gap", "9px");
    set("gap", "20px");
    set("group-gap", "40px");
  });
  expect(await read()).toEqual({
    height: "30px",
    padding: "7px",
    weight: "400",
    size: "12px",
    labelGap: "9px",
    gap: "20px",
    groupGap: "40px",
  });
});
