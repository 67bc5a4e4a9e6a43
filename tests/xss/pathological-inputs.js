// Pathological inputs for Markdown renderers, at any scale: those of cmark-gfm
// (test/pathological_tests.py) and markdown-it (pathological.test.mjs), and the project's own.

const repeatBy = (count, part) => Array.from({ length: count }, (_, i) => part(i)).join("");
const floorSqrt = (n) => Math.floor(Math.sqrt(n));

const EMPHASIS = {
  "nested strong emph": (n) => `${"*a **a ".repeat(n)}b${" a** a*".repeat(n)}`,
  "many emph closers with no openers": (n) => "a_ ".repeat(n),
  "many emph openers with no closers": (n) => "_a ".repeat(n),
  "mismatched openers and closers": (n) => "*a_ ".repeat(n),
  "cmark#389": (n) => "*a ".repeat(n) + "_a*_ ".repeat(n),
  "openers and closers multiple of 3": (n) => `a**b${"c* ".repeat(n)}`,
  "nested inlines": (n) => `${"*".repeat(n)}a${"*".repeat(n)}`,
  "emphasis **_*": (n) => "**_* ".repeat(n),
  strikethrough: (n) => "~~a ".repeat(n),
  "emph in deep blockquote": (n) => ">".repeat(n) + "a*".repeat(n),
};

const LINKS = {
  "many link closers with no openers": (n) => "a]".repeat(n),
  "many link openers with no closers": (n) => "[a".repeat(n),
  "link openers and emph closers": (n) => "[ a_".repeat(n),
  "pattern [ (]( repeated": (n) => "[ (](".repeat(n),
  "pattern ![[]() repeated": (n) => "![[]()".repeat(n),
  "nested brackets": (n) => `${"[".repeat(n)}a${"]".repeat(n)}`,
  "unclosed links A": (n) => "[a](<b".repeat(n),
  "unclosed links B": (n) => "[a](b".repeat(n),
  "many references": (n) => repeatBy(n, (i) => `[${i}]: u\n`) + "[0] ".repeat(n),
  "autolinks <<<": (n) => `${"<".repeat(n)}>`,
  footnotes: (n) => `${"[^a]: x\n\n".repeat(n)}${"[^a]".repeat(n)}`,
  "link titles": (n) => '[a](b "'.repeat(n),
  "reference chain": (n) => "[a]: <".repeat(n),
};

const BLOCKS = {
  "nested block quotes": (n) => `${"> ".repeat(n)}a`,
  "deeply nested lists": (n) => repeatBy(floorSqrt(n) * 2, (i) => `${"  ".repeat(i)}* a\n`),
  "empty lines in deeply nested lists": (n) => `${"- ".repeat(n)}x${"\n".repeat(n)}`,
  "empty lines nested lists in blockquote": (n) => `> ${"- ".repeat(n)}x\n${">\n".repeat(n)}`,
  tables: (n) => "aaa\rbbb\n-\v\n".repeat(n),
  "wide table": (n) =>
    `|${"a|".repeat(n)}\n|${"-|".repeat(n)}\n${"|a|\n".repeat(Math.min(n, 2000))}`,
  "table rows": (n) => `|a|b|\n|-|-|\n${"|x|y|\n".repeat(n)}`,
  tasklist: (n) => "- [ ] a\n".repeat(n),
  setext: (n) => "a\n-".repeat(n),
};

const TEXT = {
  "U+0000": (n) => "abc\0de\0".repeat(n),
  backticks: (n) => repeatBy(floorSqrt(2 * n) * 2 - 1, (i) => `e${"`".repeat(i + 1)}`),
  "backtick ``\\": (n) => "``\\".repeat(n),
  "unclosed <!--": (n) => `</${"<!--".repeat(n)}`,
  "hardbreak ws": (n) => `x${" ".repeat(n)}x  \nx`,
  "html open tags": (n) => "<a ".repeat(n),
  "html attrs": (n) => `<a${" b=c".repeat(n)}`,
  cdata: (n) => "<![CDATA[".repeat(n),
  pi: (n) => "<?".repeat(n),
  decl: (n) => "<!A ".repeat(n),
  entities: (n) => "&amp".repeat(n) + "&#0;".repeat(n),
  "long line": (n) => "a".repeat(n * 8),
  emoji: (n) => "👨‍👩‍👧".repeat(n),
};

/** The inputs of the published lists, by name. Each is a function of the scale. */
export const PUBLISHED_INPUTS = { ...EMPHASIS, ...LINKS, ...BLOCKS, ...TEXT };

/** Inputs that crashed a browser tab or exhausted its memory before the preview had limits. */
export const CRASH_INPUTS = {
  "5,000 nested quotes": `${">".repeat(5_000)}a`,
  "5,000 nested lists": `${"- ".repeat(5_000)}a`,
  "28 kB of table": `|${"a|".repeat(3_500)}\n|${"-|".repeat(3_500)}\n${"|a|\n".repeat(3_500)}`,
  "10,000 brackets": "[".repeat(10_000),
  "10,000 backticks": "`".repeat(10_000),
  "a line of 1 MB": "word ".repeat(200_000),
};
