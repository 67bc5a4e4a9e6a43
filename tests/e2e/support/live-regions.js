// Announcements in the form's live regions, as screen readers receive them.

/**
 * Records announcements from now on. Assertive ones are prefixed with `! `.
 *
 * @returns {Promise<() => Promise<string[]>>} a function that returns the announcements so far.
 */
export async function recordAnnouncements(form) {
  await form.host.evaluate((host) => {
    const announcements = [];
    window.announcements = announcements;
    for (const region of host.shadowRoot.querySelectorAll("[aria-live]")) {
      const prefix = region.ariaLive === "assertive" ? "! " : "";
      new MutationObserver((mutations) => {
        for (const { addedNodes } of mutations) {
          for (const { textContent } of addedNodes) {
            if (textContent) announcements.push(prefix + textContent);
          }
        }
      }).observe(region, { childList: true });
    }
  });
  return () => form.page.evaluate(() => window.announcements);
}
