// Runs in every page: the control, a preview as it must not be. Each HTML goes into a frame of its
// own, of this page's origin and policy, by `innerHTML`, and is provoked as the real preview is.
(() => {
  function open() {
    const frame = document.createElement("iframe");
    // An attack that works must not take the page away: that would end the count.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    document.body.append(frame);
    return frame;
  }

  function insert(html) {
    const { hook, provoke, violations } = window.xss;
    const frame = open();
    const made = { frame, ran: false, wrong: false };
    const inside = frame.contentWindow;
    hook(inside, () => {
      made.ran = true;
    });
    const root = inside.document.body;
    root.innerHTML = html;
    made.wrong = violations(root).length > 0;
    provoke(root, inside);
    return made;
  }

  const count = (all, what) => all.filter((made) => made[what]).length;

  /** Waits until no more of them have run; an image takes its time to fail. */
  async function quiet(all) {
    let before = -1;
    while (count(all, "ran") !== before) {
      before = count(all, "ran");
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** How many of them ran a script, and how many had something that is not on the list. */
  window.xss.tryCareless = async (htmls) => {
    const all = htmls.map(insert);
    await quiet(all);
    for (const { frame } of all) frame.remove();
    return { ran: count(all, "ran"), wrong: count(all, "wrong") };
  };
})();
