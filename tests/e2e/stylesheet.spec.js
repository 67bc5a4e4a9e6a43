// The form's stylesheets as they are downloaded.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.js";

/** Returns the rules of each adopted stylesheet, and those of a source file. */
const rules = (form, name) =>
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
    readFileSync(new URL(`../../style/${name}`, import.meta.url), "utf8"),
  );

test("the minified stylesheets have the rules of the originals", async ({ form }) => {
  await form.openWithEditor();
  for (const [name, position, minimum] of [
    ["open-ticket.css", -2, 100],
    ["editor-chunk.css", -1, 40],
  ]) {
    const { adopted, expected } = await rules(form, name);
    expect(expected.length).toBeGreaterThan(minimum);
    expect(adopted.at(position)).toEqual(expected);
  }
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
