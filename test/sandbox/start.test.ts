import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";

/** Starts a sandbox with its runner in a process of its own, and prints the packages whose files were loaded for it. */
const script = `
import { registerHooks } from "node:module";
const packages = new Set();
registerHooks({
  load(url, context, next) {
    const name = /\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
const { startActions } = await import("./sandbox/github/actions/start-actions.ts");
const { startSandboxGitHub } = await import("./sandbox/github/start-sandbox-github.ts");
const actions = startActions({ workRoot: process.argv[1] });
const github = await startSandboxGitHub({ modules: [actions.module] });
const answer = await fetch(github.url + "/user", { headers: { authorization: "token " + github.adminToken } });
console.log(JSON.stringify({ status: answer.status, packages: [...packages] }));
await github.close();
`;

it("a sandbox starts without what only few of its requests need", async () => {
  const args = ["--input-type=module", "--eval", script, temporaryDirectory()];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { status, packages } = JSON.parse(stdout) as { status: number; packages: string[] };
  expect(status).toBe(200);
  // What is seen to be loaded: the hook works.
  expect(packages).toContain("@actions/expressions");
  const late = ["@actions/workflow-parser", "libsodium", "libsodium-wrappers", "mermaid"];
  expect(packages.filter((name) => late.includes(name))).toEqual([]);
});
