// The form itself, on the demo page under its policy.
(() => {
  const shadow = () => document.querySelector("open-ticket").shadowRoot;
  const area = () => shadow().querySelector("textarea[id*=message]");
  window.subject = {
    preview: () => shadow().querySelector("[part=preview]"),
    write: (text) => {
      area().value = text;
    },
    fire: () => area().dispatchEvent(new InputEvent("input", { bubbles: true })),
  };
})();
