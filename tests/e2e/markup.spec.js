// The markup of the form and of the form without scripts, by the rules of html-validate: valid content,
// unique ids, references that exist, labels, ARIA roles and attributes.
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields } from "./support/technical-department.js";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
      // Style of source code, which serialized elements do not have.
      "attr-quotes": "off",
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
      "doctype-style": "off",
      "long-title": "off",
      "no-implicit-button-type": "error",
      "no-trailing-whitespace": "off",
      "void-style": "off",
      // Files of the page's own origin.
      "require-sri": "off",
      // The rule ignores `title`, which gives the toolbar buttons their accessible names (axe: `button-name`).
      "text-content": "off",
      // The progress bars have widths, set through the CSSOM.
      "no-inline-style": "off",
      // A group of radio buttons in a fieldset needs the role `radiogroup` for `aria-invalid`.
      "prefer-native-element": ["error", { exclude: ["progressbar", "radiogroup", "region"] }],
    },
  }),
);

/** Returns the problems of a document, one line each. */
async function problemsOf(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages, source }) =>
    messages.map(({ ruleId, message, line }) => {
      const text = source.split("\n")[line - 1] ?? "";
      return `${ruleId}: ${message}: ${text.trim().slice(0, 120)}`;
    }),
  );
}

/** Returns the form's shadow tree as a document, with a line for each element. */
const serialize = (form) =>
  form.host.evaluate(({ shadowRoot }) => {
    const body = shadowRoot.querySelector(".open-ticket").outerHTML;
    return `<!DOCTYPE html>\n<html lang="en"><head><title>Form</title></head><body>\n<h1>Support</h1>\n${body.replaceAll("><", ">\n<")}\n</body></html>`;
  });

test("the form's markup is valid in every state", async ({ form, page }) => {
  const problems = {};
  const inspect = async (state) => {
    const found = await problemsOf(await serialize(form));
    if (found.length > 0) problems[state] = found;
  };
  const release = await holdRequests(page, "**/api/ticket", "POST");
  await form.openWithEditor();
  await inspect("blank");
  await form.fill({ email: "ada@gmial.com", department: "Technical", subject: "x".repeat(300) });
  await form.attach({ name: "setup.exe", bytes: Buffer.from("MZ") });
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await inspect("errors");
  await form.removeButton("setup.exe").click();
  await inspect("a removed file");
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await form.message.fill(
    "# One\n\n- [x] two\n\n| a | b |\n|---|:-:|\n| c | d |\n\n1. three\n\n> four",
  );
  await form.attach({ name: "note.txt", bytes: Buffer.from("x") });
  await expect(form.preview.locator("table")).toBeVisible();
  await inspect("filled in");
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await inspect("sending");
  release();
  await form.ticketNumber();
  await inspect("confirmation");
  await form.open("/?as=client");
  await inspect("a client's form");
  expect(problems).toEqual({});
});

test("the markup of the form without scripts is valid, empty and with errors", async ({ page }) => {
  const list = await page.request.get("/api/ticket/form");
  expect(await problemsOf(await list.text())).toEqual([]);
  const empty = await page.request.get("/api/ticket/form?deptid=3");
  expect(await problemsOf(await empty.text())).toEqual([]);
  const refused = await page.request.post("/api/ticket/form", {
    headers: { accept: "text/html" },
    multipart: { deptid: "3", name: "", email: "no address", subject: "", message: "" },
  });
  const html = await refused.text();
  expect(html).toContain("There is a problem");
  expect(await problemsOf(html)).toEqual([]);
});

test("the page that the relay serves is valid", async () => {
  const page = readFileSync(new URL("../../deploy/index.html", import.meta.url), "utf8");
  expect(await problemsOf(page)).toEqual([]);
});

for (const [fault, html] of [
  ["a duplicate id", `<p id="a"></p><p id="a"></p>`],
  ["a reference to no element", `<input aria-label="x" type="text" aria-describedby="none">`],
  ["a control without a label", `<input type="text">`],
  ["a block in a paragraph", "<p><div></div></p>"],
]) {
  test(`the check finds ${fault}`, async () => {
    const page = `<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head><body>${html}</body></html>`;
    expect(await problemsOf(page)).not.toEqual([]);
  });
}
