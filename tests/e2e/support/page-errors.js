// Errors that fail a test, unless the test expects them: console errors, uncaught exceptions, violations
// of the content security policy, and requests to another origin.

// Reports policy violations as console errors, which Playwright receives.
const REPORT_POLICY_VIOLATIONS = () => {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    console.error(`policy violated: ${effectiveDirective} by ${blockedURI}`);
  });
};

export class PageErrors {
  #reported = [];
  #expected = [];
  #allowed = [];

  /** Observes all pages of a browser context that are served from `origin`. */
  static async observe(context, origin) {
    const errors = new PageErrors();
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      errors.#reported.push(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (event) => errors.#reported.push(`uncaught: ${event.error()}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== "data:") {
        errors.#reported.push(`request to another origin: ${url.origin}`);
      }
    });
    await context.addInitScript(REPORT_POLICY_VIOLATIONS);
    return errors;
  }

  /** Expects an error that matches the pattern. The test fails if there is none. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Allows errors that match the pattern, such as those that some browsers report. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Returns the errors that were not expected, and the patterns that no error matched. */
  mismatches() {
    const accepted = [...this.#expected, ...this.#allowed];
    const unexpected = this.#reported.filter((text) => !accepted.some((p) => p.test(text)));
    const missing = this.#expected.filter((p) => !this.#reported.some((text) => p.test(text)));
    return { unexpected, missing };
  }
}
