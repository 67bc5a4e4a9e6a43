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

/** Loads a preset. It comes after whmcs.css, whose rules have the same specificity. */
function loadPreset(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, import.meta.url).href;
  document.body.append(link);
}

/** Returns a colour for light forms, and the form's own for dark ones, in which links need a lighter one. */
function inLightForms(colour, inDarkForms) {
  const value = `light-dark(${colour}, ${inDarkForms})`;
  return CSS.supports("color", value) ? value : colour;
}

/**
 * Takes the corners and colours of the controls in WHMCS's form. Custom properties do not tell them: in WHMCS 9,
 * Twenty-One defines those of another theme. An adopted stylesheet comes after all others, and is allowed by each
 * content security policy.
 */
function takeLookOfControls(isDark) {
  const styleOf = (selector) => {
    const control = whmcsForm.querySelector(selector);
    return control ? getComputedStyle(control) : {};
  };
  const field = styleOf("input.form-control:not([disabled])");
  const button = styleOf(".btn-primary");
  const values = { radius: field.borderTopLeftRadius };
  if (!isDark) values.border = field.borderTopColor;
  // A button with a gradient may have no colour.
  if (!isDark && button.backgroundColor && button.backgroundColor !== "rgba(0, 0, 0, 0)") {
    values.accent = inLightForms(button.backgroundColor, "#a8c7fa");
    values["accent-text"] = inLightForms(button.color, "#06214d");
  }
  const rules = Object.entries(values).filter(([, value]) => value);
  const declarations = rules.map(([name, value]) => `--open-ticket-${name}: ${value}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:where(:root) { ${declarations.join("; ")} }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * Gives the element the card that WHMCS's form has in Twenty-One and Nexus, once the form has replaced its fallback
 * content, which contains the card.
 */
function takeCard(element) {
  const card = whmcsForm.querySelector(":scope > .card");
  const body = card?.querySelector(":scope > .card-body");
  if (!body) return;
  const show = () => element.classList.add(...card.classList, ...body.classList);
  element.addEventListener("open-ticket-ready", show, { once: true });
}

if (template && whmcsForm && !document.querySelector("open-ticket")) {
  const element = document.importNode(template.content, true).querySelector("open-ticket");
  const { accent } = element.dataset;
  if (accent) element.style.setProperty("--open-ticket-accent", accent);
  // Bootstrap 5 has colours for both schemes.
  const scheme = element.getAttribute("theme");
  if (scheme === "light" || scheme === "dark") element.dataset.bsTheme = scheme;
  const isDark = scheme === "dark";
  const preset = presetName();
  if (preset) {
    loadPreset(preset);
    // The properties of Bootstrap 5 have the values of its controls, in both colour schemes.
    if (preset !== "bootstrap-5.css") takeLookOfControls(isDark);
  }
  // A dark form on a white card would have a white frame.
  if (!isDark) takeCard(element);
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
