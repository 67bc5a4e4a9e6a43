// Layouts of host pages. Each places the form where its width, text size or style could be lost.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const resolve = createRequire(import.meta.url).resolve;
// Without `@font-face`: the pages do not have the font files.
const css = (path) => readFileSync(resolve(path), "utf8").replaceAll(/@font-face\{[^}]*\}/g, "");

/** The element, without fallback content. */
export const FORM = `<open-ticket endpoint="/api/ticket"></open-ticket>`;

/** A page that allows the layouts' inline styles, and otherwise only what the form needs. */
export const LAYOUT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'";

const SIDE = `<div style="flex:1">Beside the form</div>`;
const WORDS = "Words of the page beside the form. ".repeat(6);

/** Wraps the form in an element with a style. */
const inside = (style, content = FORM) => `<div style="${style}">${content}</div>`;

/** Sets a style on the form's element itself. */
const on = (style) => FORM.replace("<open-ticket", `<open-ticket style="${style}"`);

/** Properties that a page may set on a parent, and that must not reach the form. */
export const DISTORTIONS = {
  "text-transform": "uppercase",
  "white-space": "nowrap",
  "letter-spacing": "4px",
  "word-spacing": "20px",
  "text-indent": "40px",
  "line-height": "3",
  "text-align": "center",
  "font-style": "italic",
  "font-weight": "900",
  "font-variant-caps": "small-caps",
  "text-shadow": "2px 2px 4px red",
  "word-break": "break-all",
  "-webkit-text-fill-color": "transparent",
  "user-select": "none",
  cursor: "wait",
  "tab-size": "1",
  "writing-mode": "vertical-rl",
  "list-style": "square inside",
  "text-wrap": "nowrap",
  hyphens: "auto",
};

const distort = Object.entries(DISTORTIONS)
  .filter(([name]) => name !== "writing-mode")
  .map(([name, value]) => `${name}:${value}`)
  .join(";");

const flex = (style, content = FORM) => inside(`display:flex;${style}`, content);
const grid = (style, content = FORM) => inside(`display:grid;${style}`, content);
const cell = (before, attributes = "") =>
  `<table><tr>${before}<td ${attributes}>${FORM}</td></tr></table>`;

const alignments = ["start", "center", "end", "stretch", "baseline"];

/** Minimum width of the form on a page of 1,280 pixels, unless a layout names another. */
export const USABLE_WIDTH = 480;

/**
 * @typedef {{body: string, head?: string, width?: number, textSize?: number}} Layout `body` is the page, `head` its
 *   styles, `width` the minimum width of the form, `textSize` the size of its text.
 */

/** @type {Record<string, Layout>} */
const BLOCKS_FLEX_AND_GRID = {
  block: { body: FORM },
  ...Object.fromEntries(
    alignments.flatMap((alignment) => [
      [
        `column flex, items ${alignment}`,
        { body: flex(`flex-direction:column;align-items:${alignment}`) },
      ],
      [`row flex, items ${alignment}`, { body: flex(`align-items:${alignment}`) }],
      [`grid, items ${alignment}`, { body: grid(`place-items:${alignment}`) }],
    ]),
  ),
  "row flex, content centred": { body: flex("justify-content:center") },
  "row flex, space between": { body: flex("justify-content:space-between", `${FORM}<p>End</p>`) },
  "row flex, wrapping": { body: flex("flex-wrap:wrap", `${FORM}<p>${WORDS}</p>`) },
  "beside flex: 1": { body: flex("", FORM + SIDE) },
  "between two flex: 1": { body: flex("", SIDE + FORM + SIDE) },
  "beside a wide sibling that shrinks": {
    body: flex("", `${FORM}<div style="width:100%">Wide</div>`),
    width: 300,
  },
  "flex item with automatic margins": { body: flex("", on("margin:auto")) },
  "inline flex": { body: inside("display:inline-flex") },
  "grid, content centred": { body: grid("place-content:center") },
  "grid with automatic columns": {
    body: grid("grid-template-columns:auto auto", `${FORM}<p>x</p>`),
  },
  "grid with three equal columns": {
    body: grid(
      "grid-template-columns:1fr 1fr 1fr",
      FORM + FORM.replace("<open-ticket", "<p").replace("/open-ticket", "/p"),
    ),
    width: 380,
  },
  "grid with min-content column": {
    body: grid("grid-template-columns:min-content 1fr", `${FORM}<p>${WORDS}</p>`),
    width: 190,
  },
  "grid item aligned to itself": { body: grid("", on("place-self:end")) },
};

/** @type {Record<string, Layout>} */
const OTHER_BOXES = {
  float: { body: on("float:left") + WORDS },
  "inside a float": { body: inside("float:right") },
  "beside a float": { body: `<div style="float:left;width:300px;height:900px">Menu</div>${FORM}` },
  "inline block": { body: on("display:inline-block") },
  "inside an inline block": { body: `<p>${inside("display:inline-block")}</p>` },
  "inline element": { body: on("display:inline") },
  "element without a box": {
    body: inside("display:flex;flex-direction:column;align-items:center", on("display:contents")),
  },
  "fit-content": { body: inside("width:fit-content") },
  "min-content": { body: inside("width:min-content"), width: 190 },
  "max-content": { body: inside("width:max-content") },
  absolute: { body: inside("position:absolute;left:40px") },
  "fixed in a corner": {
    body: inside("position:fixed;right:16px;bottom:16px;max-height:90vh;overflow:auto"),
  },
  "table cell": { body: cell("") },
  "table cell beside text": { body: cell(`<td>${WORDS}</td>`), width: 400 },
  "table cell beside a full-width cell": {
    body: cell(`<td style="width:100%">Rest</td>`),
    width: 190,
  },
  "header cell": { body: cell("").replaceAll("td", "th") },
  "display: table": { body: inside("display:table") },
  dialog: { body: `<dialog open>${FORM}</dialog>` },
  "modal in a centred overlay": {
    body: inside(
      "position:fixed;inset:0;display:flex;align-items:center;justify-content:center",
      inside("background:#fff;padding:24px;max-height:90vh;overflow:auto"),
    ),
  },
  columns: { body: inside("columns:2"), width: 400 },
  fieldset: { body: `<form><fieldset><legend>Help</legend>${FORM}</fieldset></form>` },
  details: { body: `<details open><summary>Help</summary>${FORM}</details>` },
  "list item": { body: `<ul><li>${FORM}</li></ul>` },
  "a column of 0 pixels": { body: inside("width:0"), width: 190 },
  "a column of 0 pixels, grid": {
    body: grid("width:600px;grid-template-columns:0 1fr"),
    width: 190,
  },
  "200 pixels": { body: inside("width:200px"), width: 200 },
  "200 pixels, flex": {
    body: flex("width:200px;flex-direction:column;align-items:center"),
    width: 200,
  },
  "200 pixels, grid": { body: grid("width:200px"), width: 200 },
};

/** @type {Record<string, Layout>} */
const STYLES = {
  "root of 10 pixels": {
    body: FORM,
    head: "html{font-size:62.5%}body{font-size:1.6rem}",
    textSize: 16,
  },
  "text of 20 pixels": { body: FORM, head: "body{font-size:20px}", textSize: 20 },
  "text of 14 pixels": { body: FORM, head: "body{font-size:14px}", textSize: 14 },
  "no text size": { body: inside("font-size:0"), textSize: 12 },
  "distorted text": { body: inside(distort) },
  "vertical text": { body: inside("writing-mode:vertical-rl;height:700px") },
  "all: revert": { body: FORM, head: "*,*::before,*::after{all:revert}" },
  "all: unset": { body: FORM, head: "*{all:unset}" },
  "universal reset": {
    body: FORM,
    head: "*{margin:0;padding:0;border:0;font:inherit;vertical-align:baseline;box-sizing:border-box}",
  },
  "form rules of the page": {
    body: FORM,
    head: "form{width:300px;display:flex}input,select,textarea,button{height:20px;font-size:10px!important;text-transform:uppercase}label{display:none}",
  },
  "Bootstrap 3": {
    body: `<div class="container"><div class="row"><div class="col-md-8">${FORM}</div></div></div>`,
    head: css("bootstrap3/dist/css/bootstrap.min.css"),
    textSize: 14,
  },
  "Bootstrap 3, inline form": {
    body: `<div class="container form-inline"><div class="form-group">${FORM}</div></div>`,
    head: css("bootstrap3/dist/css/bootstrap.min.css"),
    textSize: 14,
  },
  "Bootstrap 4, card": {
    body: `<div class="container d-flex flex-column align-items-center"><div class="card"><div class="card-body">${FORM}</div></div></div>`,
    head: css("bootstrap4/dist/css/bootstrap.min.css"),
  },
  "Bootstrap 5, modal": {
    body: `<div class="modal d-block position-static"><div class="modal-dialog"><div class="modal-content"><div class="modal-body">${FORM}</div></div></div></div>`,
    head: css("bootstrap/dist/css/bootstrap.min.css"),
    width: 440,
  },
  "Bootstrap 5, automatic column": {
    body: `<div class="container"><div class="row justify-content-center"><div class="col-auto">${FORM}</div></div></div>`,
    head: css("bootstrap/dist/css/bootstrap.min.css"),
  },
  "Tailwind's preflight": { body: FORM, head: css("tailwindcss/preflight.css") },
  "Tailwind's preflight, centred": {
    body: flex("flex-direction:column;align-items:center;min-height:100vh"),
    head: css("tailwindcss/preflight.css"),
  },
};

/** The layouts by name, in groups. The layouts of a group are shown on one page, one after the other. */
export const HOST_LAYOUTS = {
  "in blocks, flex containers and grids": BLOCKS_FLEX_AND_GRID,
  "in other boxes": OTHER_BOXES,
  "with the styles of pages": STYLES,
};
