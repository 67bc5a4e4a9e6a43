// The form's stylesheets as they are downloaded.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Returns the files in the editor chunk's stylesheet, in their order. */
const editorStyles = () => read("build.rs").match(/(?<=")editor-chunk\/[\w-]+\.css(?=")/g);

/** Returns the rules of each adopted stylesheet, and those of source files. */
const rules = (form, files) =>
  form.host.evaluate(
    (host, original) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(original);
      const texts = ({ cssRules }) =>
        [...cssRules].map((rule) =>
          rule.cssText.replaceAll(/\s+/g, " ").replaceAll(/\s*([,:])\s*/g, "$1"),
        );
      return { adopted: host.shadowRoot.adoptedStyleSheets.map(texts), expected: texts(sheet) };
    },
    files.map((file) => read(`style/${file}`)).join(""),
  );

test("the minified stylesheets have the rules of the originals", async ({ form }) => {
  await form.openWithEditor();
  for (const [files, position, minimum] of [
    [["open-ticket.css"], -2, 100],
    [editorStyles(), -1, 40],
  ]) {
    const { adopted, expected } = await rules(form, files);
    expect(expected.length).toBeGreaterThan(minimum);
    expect(adopted.at(position)).toEqual(expected);
  }
});

test("the form's own custom properties have a prefix that pages do not use", async ({ form }) => {
  await form.openWithEditor();
  const names = await form.host.evaluate((host) => {
    const css = ({ cssRules }) => [...cssRules].map((rule) => rule.cssText).join("");
    const texts = host.shadowRoot.adoptedStyleSheets.map(css).join("");
    return [...new Set(texts.match(/(?<=[{;(\s])--[\w-]+/g))];
  });
  expect(names).toContain("--_ot-accent");
  expect(names.filter((name) => !/^--(_ot|open-ticket)-/.test(name))).toEqual([]);
});

test("a page that registers custom properties does not change the form", async ({ form, page }) => {
  await form.open();
  const colors = () =>
    form.submitButton.evaluate((button) => {
      const { backgroundColor, borderRadius, minHeight } = getComputedStyle(button);
      return { backgroundColor, borderRadius, minHeight };
    });
  const before = await colors();
  await page.evaluate(() => {
    const register = (name, syntax, initialValue) =>
      CSS.registerProperty({ name, syntax, inherits: false, initialValue });
    register("--accent", "<color>", "red");
    register("--radius", "<length>", "1px");
    register("--control-height", "<length>", "1px");
  });
  expect(await colors()).toEqual(before);
});

/** With `content-visibility`, each key in long text takes longer in Chromium, on the whole page. */
test("closed details hide their content without content-visibility", async ({ form }) => {
  await form.openWithEditor();
  const details = form.host.locator("details.types");
  const styles = () =>
    details.evaluate((element) => {
      const { contentVisibility, display } = getComputedStyle(element, "::details-content");
      return { contentVisibility, display };
    });
  await expect(details.locator(".hint")).toBeHidden();
  expect(await styles()).toEqual({ contentVisibility: "visible", display: "none" });
  await details.locator("summary").click();
  await expect(details.locator(".hint")).toBeVisible();
  expect(await styles()).toEqual({ contentVisibility: "visible", display: "block" });
});

test("the stylesheet of the editor chunk is adopted once the chunk is loaded", async ({
  form,
  page,
}) => {
  await form.open();
  const count = () => form.host.evaluate((host) => host.shadowRoot.adoptedStyleSheets.length);
  const before = await count();
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  expect(await count()).toBe(before + 1);
  // Another form on the page has it as well, and so has a form that moves to another document.
  await page.evaluate(() => {
    const other = document.createElement("open-ticket");
    other.id = "other";
    document.body.append(other);
  });
  const other = page.locator("#other");
  await expect(other.getByRole("button", { name: /^Send/ })).toBeVisible();
  expect(await other.evaluate((host) => host.shadowRoot.adoptedStyleSheets.length)).toBe(
    before + 1,
  );
});
