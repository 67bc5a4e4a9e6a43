// What is said to those who listen to the page, as it is said.

/**
 * Writes down what the form's live regions say from now on.
 *
 * @returns {Promise<() => Promise<string[]>>} gives the words so far.
 */
export async function transcript(form) {
  await form.host.evaluate((host) => {
    const said = [];
    window.transcript = said;
    for (const region of host.shadowRoot.querySelectorAll("[aria-live]")) {
      const loudly = region.ariaLive === "assertive" ? "! " : "";
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) if (node.textContent) said.push(loudly + node.textContent);
        }
      }).observe(region, { childList: true });
    }
  });
  return () => form.page.evaluate(() => window.transcript);
}
