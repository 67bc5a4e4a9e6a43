// Adapter for the form, on the demo page with its CSP.
(() => {
  const shadowRoot = () => document.querySelector("open-ticket").shadowRoot;
  const textArea = () => shadowRoot().querySelector("textarea[id*=message]");
  window.subject = {
    preview: () => shadowRoot().querySelector("[part=open-ticket-preview]"),
    setText: (text) => {
      textArea().value = text;
    },
    dispatchInput: () => textArea().dispatchEvent(new InputEvent("input", { bubbles: true })),
  };
})();
