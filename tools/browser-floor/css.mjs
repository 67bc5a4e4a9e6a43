// Finds the features that a stylesheet uses.
import * as csstree from "css-tree";
import { cssTypes, feature } from "./compat.mjs";

/** Keys of the compatibility data for groups of units. */
const UNITS = [
  [/^cq(w|h|i|b|min|max)$/, "css.types.length.container_query_length_units"],
  [/^d(vw|vh|vi|vb|vmin|vmax)$/, "css.types.length.viewport_percentage_units_dynamic"],
  [/^l(vw|vh|vi|vb|vmin|vmax)$/, "css.types.length.viewport_percentage_units_large"],
  [/^s(vw|vh|vi|vb|vmin|vmax)$/, "css.types.length.viewport_percentage_units_small"],
];

/**
 * @callback Use reports a feature: its possible meanings, at least one of which must be supported.
 * @param {string} name as written in the source
 * @param {import("./compat.mjs").Feature[]} meanings
 * @param {number} line
 */

/** Reports the features of a stylesheet. `line` is the stylesheet's first line in its file. */
export function stylesheet(text, use, line = 1) {
  walk(
    csstree.parse(text, { positions: true, line, onParseError: fail, parseCustomProperty: true }),
    use,
  );
}

/** Reports the features of a selector list. */
export function selectors(text, use, line) {
  walk(
    csstree.parse(text, { context: "selectorList", positions: true, line, onParseError: fail }),
    use,
  );
}

/** Reports a property that a script sets. */
export function property(name, use, line) {
  useAll(use, name, [`css.properties.${name}`], line);
}

function fail(error) {
  throw new SyntaxError(`CSS, line ${error.line}: ${error.message}`);
}

function useAll(use, name, paths, line) {
  use(name, paths.map(feature).filter(Boolean), line);
}

function walk(tree, use) {
  csstree.walk(tree, {
    enter(node) {
      // A condition tests for features, it does not use them.
      if (node.type === "AtrulePrelude" && this.atrule?.name === "supports") return this.skip;
      const line = node.loc?.start.line;
      const report = (name, ...paths) => useAll(use, name, paths, line);
      const property = this.declaration?.property;
      switch (node.type) {
        case "Declaration":
          return report(node.property, `css.properties.${node.property}`);
        case "Identifier":
          if (property)
            report(`${property}: ${node.name}`, `css.properties.${property}.${node.name}`);
          return;
        case "Function": {
          const own = property ? [feature(`css.properties.${property}.${node.name}`)] : [];
          return use(`${node.name}()`, [...own, ...cssTypes(node.name)].filter(Boolean), line);
        }
        case "Dimension":
          return report(node.unit, unitPath(node.unit));
        case "PseudoClassSelector":
          if (node.name === "not" && node.children?.first?.children?.size > 1) {
            report(":not() with a list", "css.selectors.not.selector_list");
          }
          return report(`:${node.name}`, `css.selectors.${node.name}`);
        case "PseudoElementSelector":
          return report(`::${node.name}`, `css.selectors.${node.name}`);
        case "NestingSelector":
          return report("nesting", "css.selectors.nesting");
        case "Rule":
          if (this.rule && this.rule !== node) report("nesting", "css.selectors.nesting");
          return;
        case "Atrule":
          return report(`@${node.name}`, `css.at-rules.${node.name}`);
        case "Feature":
          return report(`@${node.kind} (${node.name})`, `css.at-rules.${node.kind}.${node.name}`);
        case "FeatureRange":
          return report(`@${node.kind} range`, `css.at-rules.${node.kind}.range_syntax`);
        case "FeatureFunction":
          return report(
            `@${node.kind} ${node.feature}()`,
            `css.at-rules.${node.kind}.${node.feature}_queries_for_custom_properties`,
          );
      }
    },
  });
}

function unitPath(unit) {
  return UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? `css.types.length.${unit}`;
}
