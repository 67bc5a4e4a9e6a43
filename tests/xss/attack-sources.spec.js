// Extraction of attacks from JSON of any structure: lists of strings, lists of entries, and nested
// objects.
import { expect, test } from "@playwright/test";
import { textsIn } from "./attack-sources.js";

test("every attack in a collection is found, in any JSON structure", () => {
  const collection = {
    note: "about it",
    cases: [
      "bare",
      { id: "x-1", title: "an entry", payload: "<b>", expected: "b" },
      { markdown: "[a](b)", html: "<a href=b>" },
      [{ unknown: "key", deeper: { text: "found" } }, 1, null, true],
    ],
  };
  expect(textsIn(collection)).toEqual([
    "about it",
    "bare",
    "<b>",
    "[a](b)",
    "<a href=b>",
    "key",
    "found",
  ]);
});
