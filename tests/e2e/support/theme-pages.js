// Pages with the controls of a theme, and the form with its preset next to them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { FORM, LAYOUT_POLICY } from "./host-layouts.js";
import { LOADER_SCRIPT, openHostPage } from "./host-page.js";

const resolve = createRequire(import.meta.url).resolve;

/** Returns a version of Bootstrap without its font of icons, which no control has. */
export function bootstrap(name) {
  const styles = readFileSync(resolve(`${name}/dist/css/bootstrap.min.css`), "utf8");
  return styles.replaceAll(/@font-face\{[^}]*\}/g, "");
}

/** Returns the stylesheet of a preset. */
const preset = (name) =>
  readFileSync(new URL(`../../../npm/themes/${name}.css`, import.meta.url), "utf8");

/** A field with its error, in the markup of Bootstrap 3. Later versions have other class names. */
const BOOTSTRAP_3 = {
  invalidField: "has-error",
  invalidControl: "",
  error: "help-block",
  select: "form-control",
  secondaryButton: "btn-default",
};

const BOOTSTRAP_4 = {
  invalidField: "",
  invalidControl: "is-invalid",
  error: "invalid-feedback d-block",
  select: "form-control",
  secondaryButton: "btn-outline-primary",
};

const BOOTSTRAP_5 = { ...BOOTSTRAP_4, select: "form-select" };

/** The theme's own controls, as in the documentation of Bootstrap. */
const ownControls = ({
  invalidField,
  invalidControl,
  error,
  select,
  secondaryButton,
}) => `<div id="own">
  <div class="form-group mb-3">
    <label class="form-label" for="own-name">Subject</label>
    <input class="form-control" id="own-name" value="x">
  </div>
  <div class="form-group mb-3 ${invalidField}">
    <label class="form-label" for="own-invalid">Your name</label>
    <input class="form-control ${invalidControl}" id="own-invalid">
    <div class="${error}">Enter your name</div>
  </div>
  <div class="form-group mb-3">
    <label class="form-label" for="own-select">Priority</label>
    <select class="${select}" id="own-select"><option>One</option></select>
  </div>
  <div class="form-group mb-3">
    <label class="form-label" for="own-focused">With focus</label>
    <input class="form-control" id="own-focused">
  </div>
  <button class="btn btn-primary" type="button">Send ticket</button>
  <button class="btn ${secondaryButton}" type="button">Another</button>
</div>`;

const main = (markup) => `<main class="container py-3"><h1>Support</h1><div class="row">
  <div class="col-xs-4 col-4">${ownControls(markup)}</div>
  <div class="col-xs-8 col-8">${FORM}</div>
</div></main>`;

/** Other values than Bootstrap's: a primary colour, and text of another size. */
const CUSTOM =
  "html { font-size: 14px } :root { --primary: #336699 }" +
  ".btn-primary { background: #336699; border-color: #336699 }";

const setDark = () => document.documentElement.setAttribute("data-bs-theme", "dark");

/** Pages by the name of their theme. */
export const THEME_PAGES = {
  "Bootstrap 3": {
    styles: [bootstrap("bootstrap3"), preset("bootstrap-3")],
    body: main(BOOTSTRAP_3),
  },
  "Bootstrap 4": {
    styles: [bootstrap("bootstrap4"), preset("bootstrap-4")],
    body: main(BOOTSTRAP_4),
  },
  "Bootstrap 4, customized": {
    styles: [bootstrap("bootstrap4"), CUSTOM, preset("bootstrap-4")],
    body: main(BOOTSTRAP_4),
  },
  "Bootstrap 5": {
    styles: [bootstrap("bootstrap"), preset("bootstrap-5")],
    body: main(BOOTSTRAP_5),
  },
  "Bootstrap 5, dark": {
    styles: [bootstrap("bootstrap"), preset("bootstrap-5")],
    body: main(BOOTSTRAP_5),
    prepare: (page) => page.evaluate(setDark),
  },
};

/** Opens a page of a theme, with additional styles before those of the theme. */
export async function openThemePage(page, { styles, body, prepare = () => {} }, more = []) {
  const head = [...more, ...styles].map((css) => `<style>${css}</style>`).join("");
  await openHostPage(page, { body, head: `${head}${LOADER_SCRIPT}`, policy: LAYOUT_POLICY });
  await prepare(page);
}

/** Brings the form next to the theme's controls into the same state as them: one error, one valid field. */
export async function showSameState(form) {
  // Its questions have a select.
  await form.departmentOption("Technical").check();
  await form.submitButton.click();
  await form.errorSummary.waitFor();
  await form.subject.fill("x");
  await form.name.focus();
  await form.page.locator("h1").click();
}
