// Injected into every page and frame before any other script: detects scripts that run, and triggers
// events that could run them. The tests call the functions in `window.xss`.
(() => {
  const DIALOGS = ["alert", "confirm", "prompt", "print"];
  const EVENTS = [
    ..."click dblclick auxclick contextmenu mousedown mouseup mousemove mouseover mouseout".split(
      " ",
    ),
    ..."mouseenter mouseleave wheel pointerdown pointerup pointermove pointerover".split(" "),
    ..."pointerenter pointerleave touchstart touchend keydown keyup keypress focus blur".split(" "),
    ..."input change submit toggle load error animationstart animationend".split(" "),
  ];
  // Links with these protocols are checked without a click. An unparsable URL has the protocol ":".
  const SAFE_PROTOCOLS = ["http:", "https:", "mailto:", "tel:", ":"];

  /** Reports every dialog that a script opens in this window. Scripts cannot remove the hook. */
  function detectDialogs(window, report) {
    const reporter =
      (name) =>
      (...args) =>
        report(`${name}(${args})`);
    for (const name of DIALOGS) {
      const hook = reporter(name);
      Object.defineProperty(window, name, { get: () => hook, set: () => {} });
    }
  }

  /** Dispatches the events that a user or the browser could cause, on the elements below a node. */
  function provoke(root, window) {
    const elements = [...root.querySelectorAll("*")];
    for (const element of elements.slice(0, 60)) {
      for (const type of EVENTS) element.dispatchEvent(new window.Event(type));
    }
    for (const link of elements.filter((element) => element.hasAttribute("href"))) {
      const click = new window.MouseEvent("click", { bubbles: true, cancelable: true });
      if (!SAFE_PROTOCOLS.includes(link.protocol)) link.dispatchEvent(click);
    }
  }

  const detected = [];
  detectDialogs(window, (what) => detected.push({ what, message: window.xss.message }));
  const xss = { message: "", detectDialogs, provoke, detected };
  Object.defineProperty(window, "xss", { value: xss });
})();
