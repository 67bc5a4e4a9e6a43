// Replaces WHMCS's own form on the page that the add-on's hooks have prepared. WHMCS's form becomes the
// fallback content of the element: it is visible until the form is ready, and remains visible if the form
// cannot load.

const template = document.getElementById("open-ticket-template");
const whmcsForm = document.querySelector('form[action*="step=3"]');

if (template && whmcsForm && !document.querySelector("open-ticket")) {
  const element = document.importNode(template.content, true).querySelector("open-ticket");
  const { accent } = element.dataset;
  if (accent) element.style.setProperty("--open-ticket-accent", accent);
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
