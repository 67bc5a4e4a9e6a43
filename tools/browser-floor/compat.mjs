// Lookups in MDN's browser compatibility data. A feature is named by its path in that data, such as
// `css.selectors.has`.
import { createRequire } from "node:module";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data");

/** Kinds of data that are searched by the last part of a path. */
const INTERFACES = [data.api, data.javascript.builtins, data.webassembly.api];
const INTERFACE_PATHS = ["api", "javascript.builtins", "webassembly.api"];

/** A feature: its path, and a support statement for each browser. */
class Feature {
  constructor(path, compat) {
    this.path = path;
    this.support = compat.support;
  }

  /** Returns the first versions with the feature, of the browsers that the floor names. */
  firstVersions(browsers) {
    return Object.keys(browsers).map((browser) => {
      const statements = [this.support[browser] ?? []].flat().filter(isPlain);
      return `${browser} ${statements.at(-1)?.version_added ?? "-"}`;
    });
  }

  /** Returns `true` if all browsers support the feature, without a flag or a prefix. */
  isSupportedBy(browsers) {
    return Object.entries(browsers).every(([browser, version]) =>
      [this.support[browser] ?? []].flat().some((statement) => includes(statement, version)),
    );
  }
}

function includes(statement, version) {
  const { version_added: added, version_removed: removed } = statement;
  if (!isPlain(statement) || compareVersions(added, version) > 0) return false;
  return !isVersion(removed) || compareVersions(removed, version) > 0;
}

/** Returns `true` if the feature is supported under its name and without a flag. */
function isPlain({ version_added: added, prefix, alternative_name: otherName, flags }) {
  return isVersion(added) && !prefix && !otherName && !flags;
}

/** `false`, `null` and "preview" are not versions. */
const isVersion = (value) => typeof value === "string" && value !== "preview";

/** "≤37" means 37 or an earlier version. */
function compareVersions(a, b) {
  const [x, y] = [a, b].map((version) => version.replace("≤", "").split(".").map(Number));
  for (let index = 0; index < Math.max(x.length, y.length); index++) {
    const difference = (x[index] ?? 0) - (y[index] ?? 0);
    if (difference) return difference;
  }
  return 0;
}

/** Returns the feature with a path, or `undefined`. */
export function feature(path) {
  const compat = path.split(".").reduce((node, name) => own(node, name), data)?.__compat;
  return compat && new Feature(path, compat);
}

function own(node, name) {
  return node && Object.hasOwn(node, name) ? node[name] : undefined;
}

const existing = (paths) => [...new Set(paths)].map(feature).filter(Boolean);

/** Builds an index of features by a name; `collect` calls its argument with name and path. */
function index(collect) {
  const byName = new Map();
  collect((name, path) => {
    if (!byName.has(name)) byName.set(name, []);
    byName.get(name).push(path);
  });
  return (name) => existing(byName.get(name) ?? []);
}

const keys = (node) => Object.keys(node ?? {}).filter((name) => name !== "__compat");

/**
 * Members of all interfaces by name. The object's type is unknown, so the callers accept a member
 * that any interface supports.
 */
export const members = index((add) => addMembers(add));

/** Members by name, without regard to case and underscores: web-sys has `set_html_unsafe`. */
const lowerCaseMembers = index((add) => addMembers((name, path) => add(name.toLowerCase(), path)));

export const membersIgnoringCase = (name) =>
  lowerCaseMembers(name.replaceAll("_", "").toLowerCase());

function addMembers(add) {
  for (const [at, interfaces] of INTERFACES.entries()) {
    for (const type of keys(interfaces)) {
      for (const key of keys(interfaces[type])) {
        add(key.replace(/_static$/, ""), `${INTERFACE_PATHS[at]}.${type}.${key}`);
      }
    }
  }
}

/** Events by name, of all interfaces. */
export const events = (name) => members(`${name}_event`);

/** Global names: interfaces, functions, and members of `window`. */
export function globals(name) {
  const paths = [...INTERFACE_PATHS, "api.Window"].map((path) => `${path}.${name}`);
  return existing(name === "WebAssembly" ? ["webassembly.api"] : paths);
}

/** Constructors of an interface. */
export const constructors = (type) =>
  existing(INTERFACE_PATHS.map((path) => `${path}.${type}.${type}`));

/** Static members of an interface. */
export function statics(type, name) {
  const parents =
    type === "WebAssembly" ? ["webassembly.api"] : INTERFACE_PATHS.map((path) => `${path}.${type}`);
  const paths = parents.map((path) => `${path}.${name}`);
  return existing([...paths, ...paths.map((path) => `${path}_static`)]);
}

/** Returns `true` if a global name is a class, a namespace or a builtin, whose members are static. */
export function isInterface(name) {
  return name === "WebAssembly" || (/^[A-Z]/.test(name) && INTERFACES.some((it) => own(it, name)));
}

export const htmlElements = (tag) => existing([`html.elements.${tag}`]);
export const svgElements = (tag) => existing([`svg.elements.${tag}`]);

/** Attributes by name, of all elements. */
export const attributes = index((add) => {
  for (const name of keys(data.html.global_attributes)) add(name, `html.global_attributes.${name}`);
  for (const name of keys(data.svg.global_attributes)) add(name, `svg.global_attributes.${name}`);
  for (const language of ["html", "svg"]) {
    for (const tag of keys(data[language].elements)) {
      for (const name of keys(data[language].elements[tag])) {
        add(name, `${language}.elements.${tag}.${name}`);
      }
    }
  }
});

/** Values of attributes, such as `popover="hint"` or `<input type="date">`. */
export function attributeValues(name, value) {
  if (!/^[a-z][a-z0-9-]*$/.test(value)) return [];
  const types = name === "type" ? existing([`html.elements.input.type_${value}`]) : [];
  const values = attributes(name).flatMap(({ path }) =>
    existing([`${path}.${value}`, `${path}.${value}_value`]),
  );
  return [...types, ...values];
}

/** CSS functions and types by name. */
export const cssTypes = index(function collect(add, node = data.css.types, path = "css.types") {
  for (const name of keys(node)) {
    if (node[name].__compat) add(name, `${path}.${name}`);
    collect(add, node[name], `${path}.${name}`);
  }
});

/**
 * Returns the browser versions that are Baseline "widely available" on a day: the newest that had
 * been released 30 months before. Samsung Internet is not part of Baseline: its version is the
 * first on the same engine as Chrome.
 */
export function widelyAvailable(day, browsers) {
  const released = new Date(`${day}T00:00:00Z`);
  released.setUTCMonth(released.getUTCMonth() - 30);
  const limit = released.toISOString().slice(0, 10);
  const version = (browser) =>
    browser === "samsunginternet_android"
      ? firstOnEngine(browser, newestRelease("chrome", limit))
      : newestRelease(browser, limit);
  return Object.fromEntries(browsers.map((browser) => [browser, version(browser)]));
}

const releasesOf = (browser) =>
  Object.entries(data.browsers[browser].releases).sort(([a], [b]) => compareVersions(a, b));

function newestRelease(browser, limit) {
  return releasesOf(browser).findLast(([, { release_date: date }]) => date && date <= limit)[0];
}

function firstOnEngine(browser, engineVersion) {
  return releasesOf(browser).find(
    ([, { engine, engine_version: version }]) =>
      engine === "Blink" && compareVersions(version, engineVersion) >= 0,
  )[0];
}
