// A required tick box that asks for consent, with links in its help.
import { changeRules } from "./change-rules.js";

export const QUESTION = "I agree to the processing of my data";
export const HELP =
  "Details are in our [privacy policy](https://example.com/privacy?a=1&b=2). " +
  "To withdraw your consent, [write to us](mailto:privacy@example.com)";

/** Turns the tick box of the demo into one that asks for consent. */
export const askForConsent = (page, change = {}) =>
  changeRules(page, (rules) => {
    const { fields } = rules.departments.find(({ name }) => name === "Technical");
    const box = fields.find(({ kind }) => kind === "tickbox");
    Object.assign(box, { name: QUESTION, required: true, help: HELP, ...change });
  });
