// The form's stylesheet as it is downloaded.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.js";

test("the minified stylesheet has the rules of the original", async ({ form }) => {
  await form.open();
  const original = readFileSync(new URL("../../style/open-ticket.css", import.meta.url), "utf8");
  const { adopted, expected } = await form.host.evaluate((host, original) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(original);
    const texts = ({ cssRules }) =>
      [...cssRules].map((rule) => rule.cssText.replaceAll(/\s+/g, " "));
    const sheets = host.shadowRoot.adoptedStyleSheets.map(texts);
    return { adopted: sheets.at(-1), expected: texts(sheet) };
  }, original);
  expect(expected.length).toBeGreaterThan(100);
  const normalize = (rules) => rules.map((rule) => rule.replaceAll(/\s*([,:])\s*/g, "$1"));
  expect(normalize(adopted)).toEqual(normalize(expected));
});
