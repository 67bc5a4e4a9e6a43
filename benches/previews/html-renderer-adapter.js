// Adapter for the peers that render Markdown to an HTML string: a text area with a preview next to
// it.
(() => {
  const textArea = document.querySelector("textarea");
  const preview = document.querySelector("#preview");
  const show = (html) => {
    preview.innerHTML = html;
  };
  const RENDERERS = {
    marked: () => (text) => show(window.DOMPurify.sanitize(window.marked.parse(text))),
    "markdown-it": () => {
      const renderer = window.markdownit({ linkify: true });
      return (text) => show(renderer.render(text));
    },
  };
  const render = RENDERERS[document.body.dataset.renderer]();
  textArea.addEventListener("input", () => render(textArea.value));
  window.subject = {
    preview: () => preview,
    setText: (text) => {
      textArea.value = text;
    },
    dispatchInput: () => textArea.dispatchEvent(new InputEvent("input", { bubbles: true })),
  };
})();
