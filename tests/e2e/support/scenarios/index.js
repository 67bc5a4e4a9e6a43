// Whole scenarios of people who use a screen reader. Each is a function of the screen reader and the form.
import { DRAFT_SCENARIOS } from "./drafts.js";
import { SENDING_SCENARIOS } from "./sending.js";
import { WRITING_SCENARIOS } from "./writing.js";

/** The scenarios by the name of their transcript. */
export const SCENARIOS = { ...WRITING_SCENARIOS, ...SENDING_SCENARIOS, ...DRAFT_SCENARIOS };
