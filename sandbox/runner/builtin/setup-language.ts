import { execFileSync } from "node:child_process";
import type { BuiltinAction } from "./builtin-action.ts";
import { textInput } from "./builtin-action.ts";
import { WorkflowError } from "../workflow-error.ts";

/** `actions/setup-node`: nothing is installed; steps run with the runner's own Node. */
export const setupNodeAction: BuiltinAction = {
  run: (scope, call) => {
    const asked = textInput(call, "node-version", "(not given)");
    scope.job.log.line(
      `The sandbox installs nothing: steps run with Node ${process.version}; node-version: ${asked} is not looked at.`,
    );
    return Promise.resolve({ "node-version": process.version, "cache-hit": "false" });
  },
};

/** `actions/setup-python`: nothing is installed; steps run with the machine's own Python. */
export const setupPythonAction: BuiltinAction = {
  run: (scope, call) => {
    const asked = textInput(call, "python-version", "(not given)");
    const found = pythonVersion();
    scope.job.log.line(
      `The sandbox installs nothing: steps run with the machine's Python ${found}; python-version: ${asked} is not looked at.`,
    );
    return Promise.resolve({ "python-version": found, "cache-hit": "false" });
  },
};

function pythonVersion(): string {
  try {
    return execFileSync("python3", ["--version"], { encoding: "utf8" }).replace("Python ", "").trim();
  } catch (cause) {
    throw new WorkflowError("actions/setup-python: this machine has no python3 on its PATH", { cause });
  }
}
