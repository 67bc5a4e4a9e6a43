// EasyMDE with its preview at its side. Its own editor takes the text before the clock runs: what is
// measured is its preview alone.
(() => {
  const editor = new window.EasyMDE({
    element: document.querySelector("textarea"),
    autoDownloadFontAwesome: false,
    spellChecker: false,
    sideBySideFullscreen: false,
  });
  editor.toggleSideBySide();
  const { codemirror } = editor;
  const render = codemirror.sideBySideRenderingFunction;
  codemirror.off("update", render);
  window.subject = {
    preview: () => document.querySelector(".editor-preview-side"),
    write: (text) => codemirror.setValue(text),
    fire: () => render(),
  };
})();
