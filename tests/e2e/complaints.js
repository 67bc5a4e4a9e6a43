// What a page must never do, whatever a test is about: write an error to the console, throw, break
// its policy, or ask another origin for something.

// Also where the page's own script cannot see it, a violation arrives here as an error in the console.
const TELL_VIOLATIONS = () => {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    console.error(`policy violated: ${effectiveDirective} by ${blockedURI}`);
  });
};

export class Complaints {
  #heard = [];
  #awaited = [];

  /** Listens to all pages of a browser context that are served from `origin`. */
  static async about(context, origin) {
    const complaints = new Complaints();
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      complaints.#heard.push(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (thrown) => complaints.#heard.push(`thrown: ${thrown.error()}`));
    context.on("request", (request) => {
      const asked = new URL(request.url());
      if (asked.origin !== origin && asked.protocol !== "data:") {
        complaints.#heard.push(`another origin was asked: ${asked.origin}`);
      }
    });
    await context.addInitScript(TELL_VIOLATIONS);
    return complaints;
  }

  /** Says that a test provokes a complaint. One that does not come is as wrong as one too many. */
  await(pattern) {
    this.#awaited.push(pattern);
  }

  /** What was heard and not awaited, and what was awaited and not heard. */
  settle() {
    const unexpected = this.#heard.filter((text) => !this.#awaited.some((p) => p.test(text)));
    const absent = this.#awaited.filter((p) => !this.#heard.some((text) => p.test(text)));
    return { unexpected, absent };
  }
}
