import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

/** Says that a process looked at the traffic of its sandbox. */
export const checkedLine = "traffic was checked";

/** Environment under which a sandbox in a child process writes to `report` what GitHub would not say or take. */
export function contractEnvironment(report: string): NodeJS.ProcessEnv {
  const preload = pathToFileURL(resolve("test/support/github-contract/child.mjs")).href;
  return { ...process.env, NODE_OPTIONS: `--import=${preload}`, PAWL_CONTRACT_REPORT: report };
}

/** What a child found, one line each. @throws Error when it looked at nothing */
export function contractViolations(report: string): readonly string[] {
  const lines = readFileSync(report, "utf8").split("\n").filter(Boolean);
  if (!lines.includes(checkedLine)) throw new Error(`no traffic was checked for ${report}`);
  return [...new Set(lines)].filter((line) => line !== checkedLine);
}
