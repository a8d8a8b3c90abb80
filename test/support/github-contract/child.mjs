// For NODE_OPTIONS=--import=…: in a process that is a sandbox, or holds one, its traffic is checked. Every Node process
// below it loads this file too, whatever its version, and goes on untouched.
const [, program = "", verb] = process.argv;
const path = program.replaceAll("\\", "/");
const isSandbox = /\/(src\/cli\/main\.ts|dist\/pawl\.js)$/.test(path) && verb === "sandbox";
if (isSandbox || path.endsWith("/demo/main.ts")) await import("./child.ts");
