// Finds the features that a script uses: syntax, globals, members, and the elements, attributes and
// selectors that it names in string literals.
import { parse } from "acorn";
import { ancestor } from "acorn-walk";
import * as compat from "./compat.mjs";
import * as css from "./css.mjs";

/** A stylesheet in a template literal. */
const STYLESHEET = /^\s*[:.@*a-z][^{}]*\{[^{}]*:[^{}]*\}/;

/** Methods whose first argument is a literal of another language. */
const LITERALS = {
  createElement: (text, use, line) => use(`<${text}>`, compat.htmlElements(text), line),
  setAttribute: useAttribute,
  toggleAttribute: useAttribute,
  addEventListener: (text, use, line) => use(`event ${text}`, compat.events(text), line),
  querySelector: css.selectors,
  querySelectorAll: css.selectors,
  matches: css.selectors,
  closest: css.selectors,
  setProperty: css.property,
};

function useAttribute(text, use, line) {
  use(`attribute ${text}`, compat.attributes(text), line);
}

/** Reports the features of a module. Throws a `SyntaxError` for syntax beyond `ecmaVersion`. */
export function script(text, use, ecmaVersion) {
  const tree = parse(text, { ecmaVersion, sourceType: "module", locations: true });
  const names = declaredNames(tree);
  ancestor(tree, {
    Identifier(node, ancestors) {
      const parent = ancestors.at(-2);
      if (names.variables.has(node.name) || parent?.operator === "typeof") return;
      use(node.name, compat.globals(node.name), node.loc.start.line);
    },
    NewExpression({ callee, loc }) {
      if (callee.type !== "Identifier" || names.variables.has(callee.name)) return;
      use(`new ${callee.name}()`, compat.constructors(callee.name), loc.start.line);
    },
    MemberExpression(node) {
      const name = keyOf(node.property, node.computed);
      if (name) useMember(node.object, name, node.loc.start.line);
    },
    ObjectPattern({ properties }) {
      for (const { key, computed, loc } of properties) {
        const name = key && keyOf(key, computed);
        if (name && !names.members.has(name)) use(name, compat.members(name), loc.start.line);
      }
    },
    CallExpression({ callee, arguments: [first, second], loc }) {
      const method = callee.property?.name;
      const text = literal(first);
      if (text === undefined || !Object.hasOwn(LITERALS, method ?? "")) return;
      LITERALS[method](text, use, loc.start.line);
      if (method === "setAttribute") useValue(text, second);
    },
    Property: ({ key, value, computed }) => useValue(keyOf(key, computed), value),
    AssignmentExpression: ({ left, right }) => useValue(left.property?.name, right),
    TemplateLiteral({ quasis, loc }) {
      const text = quasis[0].value.cooked;
      if (quasis.length === 1 && STYLESHEET.test(text)) css.stylesheet(text, use, loc.start.line);
    },
  });

  function useMember(object, name, line) {
    const type = object.type === "Identifier" && !names.variables.has(object.name) && object.name;
    if (type && compat.isInterface(type)) use(`${type}.${name}`, compat.statics(type, name), line);
    else if (!names.members.has(name)) use(`.${name}`, compat.members(name), line);
  }

  function useValue(name, value) {
    const text = literal(value);
    if (!name || text === undefined) return;
    use(`${name}="${text}"`, compat.attributeValues(name, text), value.loc.start.line);
  }
}

const literal = (node) =>
  node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;

/** Returns the name of a member, unless it is computed. */
function keyOf(key, computed) {
  return key.type === "Identifier" && !computed ? key.name : literal(key);
}

/** Collects the names that the module itself defines: variables, and members of its classes. */
function declaredNames(tree) {
  const variables = new Set(["arguments", "undefined"]);
  const members = new Set();
  const add = (pattern) => {
    for (const name of boundNames(pattern)) variables.add(name);
  };
  const addMember = ({ key, computed }) => members.add(keyOf(key, computed));
  ancestor(tree, {
    VariableDeclarator: ({ id }) => add(id),
    Function: ({ id, params }) => add({ type: "ArrayPattern", elements: [id, ...params] }),
    Class: ({ id }) => add(id),
    CatchClause: ({ param }) => add(param),
    ImportDeclaration: ({ specifiers }) => {
      for (const { local } of specifiers) add(local);
    },
    MethodDefinition: addMember,
    PropertyDefinition: addMember,
  });
  return { variables, members };
}

/** Returns the names that a pattern declares. */
function boundNames(node) {
  switch (node?.type) {
    case "Identifier":
      return [node.name];
    case "ObjectPattern":
      return node.properties.flatMap(({ value, argument }) => boundNames(value ?? argument));
    case "ArrayPattern":
      return node.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(node.left);
    case "RestElement":
      return boundNames(node.argument);
    default:
      return [];
  }
}
