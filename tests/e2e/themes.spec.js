// The theme presets: the form's controls and those of Bootstrap, side by side on one page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { FORM, LAYOUT_POLICY } from "./support/host-layouts.js";
import { LOADER_SCRIPT, openHostPage } from "./support/host-page.js";

const resolve = createRequire(import.meta.url).resolve;
const bootstrap = (name) => readFileSync(resolve(`${name}/dist/css/bootstrap.min.css`), "utf8");
const preset = (name) =>
  readFileSync(new URL(`../../npm/themes/${name}.css`, import.meta.url), "utf8");

/** Bootstrap's own markup of a field, as its documentation shows it, twice. */
const OWN = `<div id="own">
  <div class="form-group mb-3">
    <label class="form-label" for="own-name">Name</label>
    <input class="form-control" id="own-name">
    <small class="form-text text-muted">A hint</small>
    <div class="invalid-feedback d-block">An error</div>
  </div>
  <div class="form-group mb-3">
    <label class="form-label" for="own-invalid">Subject</label>
    <input class="form-control is-invalid" id="own-invalid">
  </div>
  <select class="form-control form-select" id="own-select"><option>One</option></select>
  <button class="btn btn-primary" type="button">Send</button>
</div>`;

const MAIN = `<main class="container py-3"><h1>Support</h1><div class="row">
  <div class="col-4">${OWN}</div><div class="col-8">${FORM}</div>
</div></main>`;

const THEMES = {
  "Bootstrap 4": { styles: [bootstrap("bootstrap4"), preset("bootstrap-4")] },
  "Bootstrap 5": { styles: [bootstrap("bootstrap"), preset("bootstrap-5")] },
  "Bootstrap 5, dark": {
    styles: [bootstrap("bootstrap"), preset("bootstrap-5")],
    prepare: (page) =>
      page.evaluate(() => document.documentElement.setAttribute("data-bs-theme", "dark")),
    // Bootstrap's primary colour on a dark page has 3.6:1 for links; the preset has the link colour.
    except: ["submit background", "submit text"],
  },
};

/** Measures the controls in an element or in its shadow root. */
function measure(root, selectors) {
  const find = (name) => (root.shadowRoot ?? root).querySelector(selectors[name]);
  const style = (name, property) => getComputedStyle(find(name))[property];
  const box = (name) => find(name).getBoundingClientRect();
  const round = (number) => Math.round(number * 2) / 2;
  // Text fields are transparent on the page, or have its background.
  const background = (name) => style(name, "backgroundColor").replace(/^rgba\(0, 0, 0, 0\)$/, "");
  return {
    "input height": round(box("input").height),
    "input border": style("input", "borderTopColor"),
    "input border width": style("input", "borderTopWidth"),
    "input radius": style("input", "borderTopLeftRadius"),
    "input padding": style("input", "paddingLeft"),
    "input text": style("input", "color"),
    "input text size": style("input", "fontSize"),
    "input background": background("input"),
    "select height": round(box("select").height),
    "select border": style("select", "borderTopColor"),
    "select radius": style("select", "borderTopLeftRadius"),
    "select padding": style("select", "paddingLeft"),
    "select text size": style("select", "fontSize"),
    "invalid border": style("invalid", "borderTopColor"),
    "label weight": style("label", "fontWeight"),
    "label size": style("label", "fontSize"),
    "label text": style("label", "color"),
    "label gap": round(box("input").top - box("label").bottom),
    "error text": style("error", "color"),
    "error size": style("error", "fontSize"),
    "error weight": style("error", "fontWeight"),
    "submit height": round(box("submit").height),
    "submit background": background("submit"),
    "submit text": style("submit", "color"),
    "submit padding": style("submit", "paddingLeft"),
    "submit weight": style("submit", "fontWeight"),
    "submit radius": style("submit", "borderTopLeftRadius"),
  };
}

const OWN_SELECTORS = {
  input: "#own-name",
  select: "#own-select",
  invalid: "#own-invalid",
  label: "label",
  error: ".invalid-feedback",
  submit: ".btn",
};

const FORM_SELECTORS = {
  input: "#open-ticket-subject",
  select: "select",
  invalid: "#open-ticket-name",
  label: "[for=open-ticket-subject]",
  error: "#open-ticket-name-error",
  submit: "[type=submit]",
};

for (const [name, { styles, prepare = () => {}, except = [] }] of Object.entries(THEMES)) {
  test(`the form looks like the page's own controls: ${name}`, async ({ form, page }) => {
    await openHostPage(page, {
      body: MAIN,
      head: `${styles.map((css) => `<style>${css}</style>`).join("")}${LOADER_SCRIPT}`,
      policy: LAYOUT_POLICY,
    });
    await prepare(page);
    // Its questions have a select.
    await form.departmentOption("Technical").check();
    await form.submitButton.click();
    await expect(form.errorSummary).toBeVisible();
    // A valid field next to invalid ones.
    await form.subject.fill("x");
    await form.name.focus();
    await page.locator("h1").click();
    const own = await page.locator("#own").evaluate(measure, OWN_SELECTORS);
    const ours = await form.host.evaluate(measure, FORM_SELECTORS);
    for (const property of except) {
      delete own[property];
      delete ours[property];
    }
    expect(ours).toEqual(own);
    // Bootstrap 4's own colours of buttons have less contrast than WCAG requires.
    if (name !== "Bootstrap 4") {
      const violations = await axeViolations(page);
      // Bootstrap's colours have the contrast of level AA.
      const ours = violations.filter((it) => it.includes("open-ticket"));
      expect(ours.filter((it) => !it.startsWith("color-contrast-enhanced"))).toEqual([]);
    }
  });
}

test("a focused control of a preset has a solid outline of two pixels", async ({ form, page }) => {
  await openHostPage(page, {
    body: MAIN,
    head: `<style>${preset("bootstrap-5")}</style>${LOADER_SCRIPT}`,
    policy: LAYOUT_POLICY,
  });
  await form.subject.focus();
  await expect(form.subject).toHaveCSS("outline", "rgb(13, 110, 253) solid 2px");
});

test("controls are at least 44 pixels high on a touch screen, whatever the preset", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await openHostPage(page, {
    body: MAIN,
    head: `<style>${preset("bootstrap-5")}</style>${LOADER_SCRIPT}`,
    policy: LAYOUT_POLICY,
  });
  const input = page.locator("open-ticket #open-ticket-subject");
  await expect(input).toBeVisible();
  const { height } = await input.boundingBox();
  expect(height).toBeGreaterThanOrEqual(44);
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
