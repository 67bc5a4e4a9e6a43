// A collection may have any shape: a list of texts, of entries, or something with lists in it.
import { expect, test } from "@playwright/test";
import { texts } from "./collections.js";

test("every attack of a collection is found, whatever its shape", () => {
  const collection = {
    note: "about it",
    cases: [
      "bare",
      { id: "x-1", title: "an entry", payload: "<b>", expected: "b" },
      { markdown: "[a](b)", html: "<a href=b>" },
      [{ unknown: "key", deeper: { text: "found" } }, 1, null, true],
    ],
  };
  expect(texts(collection)).toEqual([
    "about it",
    "bare",
    "<b>",
    "[a](b)",
    "<a href=b>",
    "key",
    "found",
  ]);
});
