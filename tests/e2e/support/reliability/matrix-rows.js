// Rows of the fault matrix, and the rules that exclude impossible ones.
import { product } from "./pairwise.js";

/** Responses of the relay that open no ticket. */
const REFUSALS = [
  "401, the page has a fresh token",
  "403 of a firewall",
  "409, in progress",
  "413",
  "422",
  "429",
];

/** Dimensions of the matrix, with their values. */
export const DIMENSIONS = {
  fault: [
    "offline before Send",
    "offline while sending",
    "connection refused",
    "connection reset",
    "stalled",
    ...REFUSALS,
    "500",
    "502",
    "503 with Retry-After",
    "HTML instead of JSON",
    "truncated JSON",
    "element removed and reinserted",
    "storage unavailable",
    "editor chunk missing",
  ],
  // Before the request reaches the relay; once half of its body is sent; once the ticket is open.
  moment: ["before", "during", "after"],
  files: ["no files", "files"],
  afterwards: ["stay", "reload"],
  tabs: ["one tab", "two tabs"],
};

/** Rules for rows that cannot exist, with their reasons. */
export const RULES = [
  {
    reason: "no byte leaves the browser",
    excludes: ({ fault, moment }) =>
      ["offline before Send", "connection refused"].includes(fault) && moment !== "before",
  },
  {
    reason: "the same as offline before Send",
    excludes: ({ fault, moment }) => fault === "offline while sending" && moment === "before",
  },
  {
    reason: "after a refusal there is no ticket",
    excludes: ({ fault, moment }) => REFUSALS.includes(fault) && moment === "after",
  },
  {
    reason: "without storage there is nothing that a second tab could continue",
    excludes: ({ fault, tabs }) => fault === "storage unavailable" && tabs === "two tabs",
  },
  {
    reason: "the code that shares a draft between tabs is in the chunk",
    excludes: ({ fault, moment, tabs }) =>
      fault === "editor chunk missing" && moment === "before" && tabs === "two tabs",
  },
  {
    reason: "the chunk is loaded by then, so that only a reload needs it again",
    excludes: ({ fault, moment, afterwards }) =>
      fault === "editor chunk missing" && moment !== "before" && afterwards === "stay",
  },
];

/** Returns the possible rows. */
export const possibleRows = () =>
  product(DIMENSIONS).filter((row) => !RULES.some((rule) => rule.excludes(row)));

/** Returns a table in Markdown: the number of rows of each fault and moment. */
export function summaryTable() {
  const rows = possibleRows();
  const count = (fault, moment) =>
    rows.filter((row) => row.fault === fault && row.moment === moment).length || "–";
  const lines = DIMENSIONS.fault.map(
    (fault) => `| ${[fault, ...DIMENSIONS.moment.map((m) => count(fault, m))].join(" | ")} |`,
  );
  return [
    "| fault | before the request arrives | while it is sent | once the ticket is open |",
    "|---|---|---|---|",
    ...lines,
  ].join("\n");
}
