// Adapter for EasyMDE with its side-by-side preview. The editor receives the text before the
// measurement starts, so that only the preview is measured.
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
    setText: (text) => codemirror.setValue(text),
    dispatchInput: () => render(),
  };
})();
