// Contrast of the colours that the browser computes (WCAG 2.2, relative luminance and contrast ratio).

/** Runs in the page: defines `window.contrastOf(element, property, pseudo)`, against the background around it. */
export function defineContrast() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const linear = channels(color)
      .slice(0, 3)
      .map((it) => it / 255)
      .map((it) => (it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const isOpaque = (color) => (channels(color)[3] ?? 1) === 1;
  const parentOf = (element) =>
    element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const backgroundOf = (element) => {
    for (let it = element; it; it = parentOf(it)) {
      const { backgroundColor } = getComputedStyle(it);
      if (isOpaque(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).colorScheme === "dark"
      ? "rgb(18, 18, 18)"
      : "rgb(255, 255, 255)";
  };
  const opacityOf = (element) => {
    let opacity = 1;
    for (let it = element; it; it = parentOf(it)) opacity *= getComputedStyle(it).opacity;
    return opacity;
  };
  window.contrastOf = (element, property, { pseudo, isInside } = {}) => {
    if (opacityOf(element) < 1) return 0;
    const color = getComputedStyle(element, pseudo)[property];
    const background = backgroundOf(isInside || pseudo ? element : parentOf(element));
    const [dark, light] = [luminance(color), luminance(background)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
}
