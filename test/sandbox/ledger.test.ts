import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { openLedger } from "../../src/runtime/open-ledger.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { runRecord } from "../support/ledger/records.ts";

let sandbox: SandboxGitHub;
const repository = "ada/flights";
const log = { warning: () => undefined, debug: () => undefined };

beforeAll(async () => {
  sandbox = await startSandboxGitHub({ users: [{ login: "ada" }] });
  await fetch(`${sandbox.url}/user/repos`, {
    method: "POST",
    headers: { authorization: `token ${sandbox.adminToken}` },
    body: JSON.stringify({ name: "flights", auto_init: true }),
  });
});
afterAll(() => sandbox?.close());

function open() {
  const github = createGitHub({
    apiUrl: sandbox.url,
    repository,
    auth: { token: sandbox.adminToken },
    timeoutMs: 60_000,
  });
  return openLedger({ github, log });
}

function git(...args: readonly string[]): string {
  const found = sandbox.context.findRepository("ada", "flights");
  const cwd = found === undefined ? "" : sandbox.context.git(found).directory;
  return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

describe("the ledger in a real repository", { timeout: 120_000 }, () => {
  it("loses and doubles nothing when six clients append four each", async () => {
    await Promise.all(
      Array.from({ length: 6 }, async (_, client) => {
        const ledger = open();
        for (let index = 0; index < 4; index += 1) {
          expect(await ledger.append([runRecord(`${client}.${index}`)])).toEqual(["appended"]);
        }
      }),
    );
    const { entries, problems } = await open().read();
    expect(problems).toEqual([]);
    expect(entries.map((entry) => entry.sequence)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    expect(new Set(entries.map((entry) => entry.record.key)).size).toBe(24);
    expect(git("fsck", "--strict", "--no-dangling")).toBe("");
    expect(git("for-each-ref", "refs/pawl/ledger")).toBe("");
  });

  it("finds its own record when the answer to the update of the branch was lost", async () => {
    const before = (await open().read()).entries.length;
    sandbox.faults.onRequest({
      route: "PATCH /repos/:owner/:repo/git/refs/*ref",
      calls: [1],
      effect: { kind: "reset", when: "after" },
    });
    expect(await open().append([runRecord("lost")])).toEqual(["appended"]);
    sandbox.faults.clear();
    const { entries, problems } = await open().read();
    expect(problems).toEqual([]);
    expect(entries.slice(before).map((entry) => entry.record.key)).toEqual(["run/lost"]);
  });
});
