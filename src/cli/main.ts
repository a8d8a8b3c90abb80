import * as nodeModule from "node:module";

// Before anything else is loaded: half the time of a short command is the compilation of its modules. Node 20 cannot.
nodeModule.enableCompileCache?.();
const { runCommandLine } = await import("./run-command-line.ts");
process.exitCode = await runCommandLine(process.argv.slice(2));
