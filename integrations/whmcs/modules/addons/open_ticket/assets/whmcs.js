// Replaces WHMCS's own form on the page that the add-on's hooks have prepared. WHMCS's form becomes the
// fallback content of the element: it is visible until the form is ready, and remains visible if the form
// cannot load.

const template = document.getElementById("open-ticket-template");
const whmcsForm = document.querySelector('form[action*="step=3"]');

/**
 * Returns the preset for the page's version of Bootstrap, which a child theme has from its parent: Nexus and
 * Twenty-One have version 4, Six has version 3, which defines no custom properties. Empty in other themes.
 */
function presetName() {
  const style = getComputedStyle(document.documentElement);
  if (style.getPropertyValue("--bs-body-bg")) return "bootstrap-5.css";
  if (style.getPropertyValue("--breakpoint-sm")) return "bootstrap-4.css";
  return style.fontSize === "10px" ? "bootstrap-3.css" : "";
}

/** Loads the preset. It comes after whmcs.css, whose rules have the same specificity. */
function loadPreset() {
  const name = presetName();
  if (!name) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, import.meta.url).href;
  document.body.append(link);
}

if (template && whmcsForm && !document.querySelector("open-ticket")) {
  const element = document.importNode(template.content, true).querySelector("open-ticket");
  const { accent } = element.dataset;
  if (accent) element.style.setProperty("--open-ticket-accent", accent);
  // Bootstrap 5 has colours for both schemes.
  const scheme = element.getAttribute("theme");
  if (scheme === "light" || scheme === "dark") element.dataset.bsTheme = scheme;
  loadPreset();
  whmcsForm.replaceWith(element);
  element.append(whmcsForm);

  // The session has ended, or has another token. WHMCS's page has the current one, if it still lets this
  // requester open tickets. The token of another requester is not used: a client who was signed out must
  // sign in again.
  element.addEventListener("open-ticket-token", async () => {
    const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    const page = await response.text();
    const [tag = ""] = page.match(/<open-ticket [^>]*>/) ?? [];
    const requester = tag.match(/ data-requester="([0-9a-f]+)"/)?.[1];
    const token = tag.match(/ token="(csrf:[^"&]+)"/)?.[1];
    if (token && requester === element.dataset.requester) element.setToken(token);
  });

  import("./open-ticket.js");
}
