// The control that has the focus: its name, its focus ring (WCAG 2.4.7), and whether it is covered (2.4.11).

/** Returns the focused control in the shadow root of `host`, or `null`. */
export const focusedControl = (host) =>
  host.evaluate((host) => {
    const node = host.shadowRoot.activeElement;
    if (!node) return null;
    // The focus ring of the message and the preview is drawn around their frame.
    const ringed = [node, node.closest(".editor"), node.closest(".preview-frame")]
      .filter(Boolean)
      .map((it) => getComputedStyle(it))
      .filter((it) => it.outlineStyle === "solid" && Number.parseFloat(it.outlineWidth) >= 2);
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
    const top = host.shadowRoot.elementFromPoint(x, y);
    return {
      name: node.id || node.textContent.trim() || node.className,
      hasRing: ringed.length > 0,
      isCovered: !top || (top !== node && !node.contains(top) && !top.contains(node)),
    };
  });
