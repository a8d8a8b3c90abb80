// For NODE_OPTIONS=--import=…: in a process that is a sandbox, or holds one, its traffic is checked. Every Node process
// below it loads this file too, whatever its version, and goes on untouched.
const program = process.argv[1] ?? "";
if (/\/(demo|sandbox)\/main\.ts$/.test(program.replaceAll("\\", "/"))) await import("./child.ts");
