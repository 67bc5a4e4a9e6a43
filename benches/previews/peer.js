// A peer's page: a text area, and beside it what its renderer makes of the text, as HTML.
(() => {
  const area = document.querySelector("textarea");
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
  area.addEventListener("input", () => render(area.value));
  window.subject = {
    preview: () => preview,
    write: (text) => {
      area.value = text;
    },
    fire: () => area.dispatchEvent(new InputEvent("input", { bubbles: true })),
  };
})();
