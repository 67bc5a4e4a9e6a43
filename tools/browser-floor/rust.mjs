// Finds the web features that Rust code uses: elements, attributes, styles, events, selectors and
// members of DOM objects. The types of objects are unknown here, so a method counts as a DOM method
// if some interface has a member of that name. Names of one word are not checked: too many are Rust's
// own. The check of the bundle finds these names in the glue code.
import * as compat from "./compat.mjs";
import * as css from "./css.mjs";

/** Comments, and literals, which may contain the characters that start a comment. */
const TOKENS =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|b?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*"|'(?:\\.|[^'\\])'/g;

const PATTERNS = [
  [
    /\b(?:el|create_element|html_element)\(\s*"([^"]+)"/g,
    (use, line, tag) => use(`<${tag}>`, compat.htmlElements(tag), line),
  ],
  [/\bsvg_el\(\s*"([^"]+)"/g, (use, line, tag) => use(`<${tag}>`, compat.svgElements(tag), line)],
  [
    /\b(?:attr|(?:set|get|has|remove|toggle)_attribute(?:_with_force)?)\(\s*"([^"]+)"(?:,\s*"([^"]+)")?/g,
    (use, line, name, value) => {
      use(`attribute ${name}`, compat.attributes(name), line);
      if (value) use(`${name}="${value}"`, compat.attributeValues(name, value), line);
    },
  ],
  [
    /\b(?:style\(\(|set_property\()\s*"([^"]+)"/g,
    (use, line, name) => css.property(name, use, line),
  ],
  [
    /\bev::(?:r#)?([a-z]+)\b/g,
    (use, line, name) => use(`event ${name}`, compat.events(name), line),
  ],
  [
    /\b(?:listen|add_event_listener)\w*\([^;"]*?"([a-z]+)"/g,
    (use, line, name) => use(`event ${name}`, compat.events(name), line),
  ],
  [
    /\b(?:query_selector(?:_all)?|matches|closest)\(\s*"([^"]+)"/g,
    (use, line, text) => css.selectors(text, use, line),
  ],
  [/\bjs_name = "?(\w+)/g, useMember],
  // A property that is read or called by name.
  [/"([a-z]\w*)"\.into\(\)/g, useMember],
  [/\.([a-z]\w*_\w+)\(/g, useMethod],
  [/\b([A-Z]\w+)::([a-z]\w*)\(/g, useStatic],
];

function useMember(use, line, name) {
  use(`.${name}`, [...compat.members(name), ...compat.globals(name)], line);
}

/** web-sys prefixes setters with `set_`, and names overloads `…_with_…`. */
function useMethod(use, line, name) {
  const method = name.replace(/_with_.*$/, "");
  const names = new Set([method, method.replace(/^set_/, "")]);
  const ofSeveralWords = [...names].filter((it) => it.includes("_"));
  use(`.${name}()`, ofSeveralWords.flatMap(compat.membersIgnoringCase), line);
}

function useStatic(use, line, type, name) {
  const member = camelCase(name.replace(/_with_.*$/, ""));
  const meanings = spellings(type).flatMap((it) =>
    name.startsWith("new") ? compat.constructors(it) : compat.statics(it, member),
  );
  use(`${type}::${name}`, meanings, line);
}

function camelCase(name) {
  return name.replace(/_+(.)/g, (_, letter) => letter.toUpperCase());
}

/** Reports the features of a Rust file. */
export function rust(text, use) {
  const code = text.replace(TOKENS, (token) =>
    token.startsWith("/") ? token.replace(/[^\n]/g, " ") : token,
  );
  for (const [pattern, report] of PATTERNS) {
    for (const match of code.matchAll(pattern)) {
      report(use, code.slice(0, match.index).split("\n").length, ...match.slice(1));
    }
  }
}

/** Reports the interfaces among the features of web-sys in Cargo.toml. */
export function webSysFeatures(manifest, use) {
  const start = manifest.indexOf("web-sys = {");
  const end = manifest.indexOf("]", start);
  for (const { 1: name, index } of manifest.slice(start, end).matchAll(/"([A-Za-z]\w+)",/g)) {
    use(
      name,
      spellings(name).flatMap(compat.globals),
      manifest.slice(0, start + index).split("\n").length,
    );
  }
}

/** web-sys writes `HtmlElement` for `HTMLElement`. */
function spellings(name) {
  return [name, name.replace(/^(Html|Css|Svg|Url|Xml)(?=[A-Z]|$)/, (it) => it.toUpperCase())];
}
