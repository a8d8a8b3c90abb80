#!/usr/bin/env node
import * as nodeModule from "node:module";
//#region src/cli/main.ts
nodeModule.enableCompileCache?.();
const { runCommandLine } = await import("./chunks/run-command-line-CfPecpVm.js");
process.exitCode = await runCommandLine(process.argv.slice(2));
//#endregion
export {};
