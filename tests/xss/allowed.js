// Runs in every page: the closed list of what a preview is made of.
(() => {
  const exactly =
    (...values) =>
    (value) =>
      values.includes(value);
  const anything = () => true;
  const number = (value) => /^\d{1,19}$/.test(value);
  const language = (value) => /^[\w+#.-]{1,32}$/.test(value);

  const EVERYWHERE = { dir: exactly("auto") };
  const ALIGN = { "data-align": exactly("left", "center", "right") };
  const LINK = {
    href: anything,
    rel: exactly("noopener noreferrer nofollow ugc"),
    target: exactly("_blank"),
  };
  const BOX = {
    type: exactly("checkbox"),
    disabled: exactly(""),
    checked: exactly(""),
    "aria-label": exactly("Done", "To do"),
  };
  // Every element, with every attribute and what may be its value.
  const ELEMENTS = {
    ...Object.fromEntries(
      "p h3 h4 h5 h6 blockquote ul li table thead tbody tr hr strong em del code br"
        .split(" ")
        .map((name) => [name, {}]),
    ),
    a: LINK,
    input: BOX,
    ol: { start: number },
    pre: { "data-language": language },
    span: { class: exactly("attached") },
    td: ALIGN,
    th: { scope: exactly("col"), ...ALIGN },
  };

  const isListed = ({ nodeType, namespaceURI, localName }) =>
    nodeType === Node.ELEMENT_NODE &&
    namespaceURI === "http://www.w3.org/1999/xhtml" &&
    Object.hasOwn(ELEMENTS, localName);

  function* wrongAt(node) {
    if (node.nodeType === Node.TEXT_NODE) return;
    if (!isListed(node)) {
      yield `<${node.nodeName}>`;
      return;
    }
    const rules = { ...EVERYWHERE, ...ELEMENTS[node.localName] };
    for (const { name, value } of node.attributes) {
      const allowed = Object.hasOwn(rules, name) && rules[name](value);
      if (!allowed) yield `<${node.localName} ${name}=${JSON.stringify(value)}>`;
    }
    if (node.localName === "a") yield* wrongLink(node);
    if (node.localName === "input" && node.type !== "checkbox") yield "<input>";
  }

  /** As the browser has read it: a link leads where its parsed address says, or nowhere. */
  function* wrongLink(link) {
    const { protocol, hostname, username, password, rel, target } = link;
    const web = protocol === "http:" || protocol === "https:";
    const leaves = web && hostname !== "" && username === "" && password === "";
    const unreadable = protocol === ":" && /^(https?|mailto|tel):/i.test(link.getAttribute("href"));
    const known = leaves || unreadable || protocol === "mailto:" || protocol === "tel:";
    if (!known || rel === "" || target === "") yield `a link to ${link.getAttribute("href")}`;
  }

  /** Everything below a node that is not on the list, but for what was there before a message. */
  window.xss.violations = (root, before = []) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    const found = [];
    while (walker.nextNode()) {
      if (!before.includes(walker.currentNode)) found.push(...wrongAt(walker.currentNode));
    }
    return found;
  };
})();
