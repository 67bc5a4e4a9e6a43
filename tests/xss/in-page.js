// Runs in every page and frame before anything else: notices what runs and what is not allowed,
// and writes messages. `window.xss` is what the tests call.
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
  // What need not be followed to be judged; an address that a browser cannot read has ":".
  const SAFE = ["http:", "https:", "mailto:", "tel:", ":"];

  /** Tells of every dialog that a script in this window opens; no script can take that back. */
  function hook(window, tell) {
    const heard =
      (name) =>
      (...said) =>
        tell(`${name}(${said})`);
    for (const name of DIALOGS) {
      const listener = heard(name);
      Object.defineProperty(window, name, { get: () => listener, set: () => {} });
    }
  }

  /** Does to all below a node what a person, or the browser, might do. */
  function provoke(root, window) {
    const all = [...root.querySelectorAll("*")];
    for (const element of all.slice(0, 60)) {
      for (const type of EVENTS) element.dispatchEvent(new window.Event(type));
    }
    for (const link of all.filter((element) => element.hasAttribute("href"))) {
      const click = new window.MouseEvent("click", { bubbles: true, cancelable: true });
      if (!SAFE.includes(link.protocol)) link.dispatchEvent(click);
    }
  }

  const ran = [];
  hook(window, (what) => ran.push({ what, at: window.xss.at }));
  const xss = { at: "", hook, provoke, ran };
  Object.defineProperty(window, "xss", { value: xss });
})();
