// Injected into every page: the allowlist of elements and attributes that a preview may contain.
(() => {
  const oneOf =
    (...values) =>
    (value) =>
      values.includes(value);
  const anyValue = () => true;
  const isNumber = (value) => /^\d{1,19}$/.test(value);
  const isLanguage = (value) => /^[\w+#.-]{1,32}$/.test(value);

  const GLOBAL_ATTRIBUTES = { dir: oneOf("auto") };
  const ALIGNMENT = { "data-align": oneOf("left", "center", "right") };
  // A wide block is scrolled by keyboard (WCAG 2.1.1).
  const SCROLLED = { tabindex: oneOf("0") };
  const LINK = {
    href: anyValue,
    rel: oneOf("noopener noreferrer nofollow ugc"),
    target: oneOf("_blank"),
  };
  const CHECKBOX = {
    type: oneOf("checkbox"),
    disabled: oneOf(""),
    checked: oneOf(""),
    "aria-label": oneOf("Done", "To do"),
  };
  // The allowed elements and their attributes, each with a predicate for its value.
  const ELEMENTS = {
    ...Object.fromEntries(
      "p h3 h4 h5 h6 blockquote ul li thead tbody tr hr strong em del code br"
        .split(" ")
        .map((name) => [name, {}]),
    ),
    a: LINK,
    input: CHECKBOX,
    ol: { start: isNumber },
    pre: { "data-language": isLanguage, ...SCROLLED },
    span: { class: oneOf("attached") },
    table: SCROLLED,
    td: ALIGNMENT,
    th: { scope: oneOf("col"), ...ALIGNMENT },
  };

  const isAllowedElement = ({ nodeType, namespaceURI, localName }) =>
    nodeType === Node.ELEMENT_NODE &&
    namespaceURI === "http://www.w3.org/1999/xhtml" &&
    Object.hasOwn(ELEMENTS, localName);

  function* nodeViolations(node) {
    if (node.nodeType === Node.TEXT_NODE) return;
    if (!isAllowedElement(node)) {
      yield `<${node.nodeName}>`;
      return;
    }
    const allowed = { ...GLOBAL_ATTRIBUTES, ...ELEMENTS[node.localName] };
    for (const { name, value } of node.attributes) {
      const isAllowed = Object.hasOwn(allowed, name) && allowed[name](value);
      if (!isAllowed) yield `<${node.localName} ${name}=${JSON.stringify(value)}>`;
    }
    if (node.localName === "a") yield* linkViolations(node);
    if (node.localName === "input" && node.type !== "checkbox") yield "<input>";
  }

  /** Checks a link by the URL that the browser parsed: it must be allowed, or have no destination. */
  function* linkViolations(link) {
    const { protocol, hostname, username, password, rel, target } = link;
    const isWeb = protocol === "http:" || protocol === "https:";
    const isValidWeb = isWeb && hostname !== "" && username === "" && password === "";
    const isUnparsable =
      protocol === ":" && /^(https?|mailto|tel):/i.test(link.getAttribute("href"));
    const isAllowed = isValidWeb || isUnparsable || protocol === "mailto:" || protocol === "tel:";
    if (!isAllowed || rel === "" || target === "") yield `a link to ${link.getAttribute("href")}`;
  }

  /** Returns the violations of all nodes below a node, except those in `ignored`. */
  window.xss.violations = (root, ignored = []) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    const violations = [];
    while (walker.nextNode()) {
      if (!ignored.includes(walker.currentNode)) {
        violations.push(...nodeViolations(walker.currentNode));
      }
    }
    return violations;
  };
})();
