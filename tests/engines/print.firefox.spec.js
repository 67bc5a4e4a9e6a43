// The printed page. WebKitGTK's driver has no command to print.
import { execFileSync } from "node:child_process";
import { expect, test } from "./support/fixtures.js";

const LINES = Array.from({ length: 120 }, (_, index) => `Line ${index}.`);

/** Prints the page and returns the text of each sheet. */
async function printedSheets(page) {
  const pdf = Buffer.from(await page.driver.printPage({ shrinkToFit: true }), "base64");
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  // The extracted text contains ligatures of the fonts.
  const sheets = text.normalize("NFKC").split("\f");
  return sheets.filter((sheet) => sheet.trim() !== "");
}

test("a printed form begins on the first sheet, and contains each line of the message", async ({
  form,
  page,
  ticket,
}) => {
  await form.open();
  await form.fill({ ...ticket, Message: LINES.join("\n") });
  await form.expectText("[part=open-ticket-preview]", LINES.at(-1));
  const sheets = await printedSheets(page);
  for (const text of ["Your name", "Department", ticket.Subject.slice(0, 40)]) {
    expect(sheets[0]).toContain(text);
  }
  // A line at a page break is on both sheets.
  const printed = new Set(sheets.join("\n").match(/Line \d+\./g));
  expect(LINES.filter((line) => !printed.has(line))).toEqual([]);
});

test("a printed confirmation contains the ticket number", async ({ form, page, ticket }) => {
  await form.open();
  await form.fill(ticket);
  const number = await form.send();
  const [first, ...others] = await printedSheets(page);
  expect(others).toEqual([]);
  expect(first).toContain(number);
});
