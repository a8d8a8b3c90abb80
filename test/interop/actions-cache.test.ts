import { pathToFileURL } from "node:url";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WorkflowSandbox } from "../sandbox-runner/workflow-sandbox.ts";
import { peer } from "./peers.ts";

const cacheModule = pathToFileURL(peer("npm/node_modules/@actions/cache/lib/cache.js")).href;

let sandbox: WorkflowSandbox;
beforeAll(async () => {
  sandbox = await WorkflowSandbox.start();
  const tools = await sandbox.createRepository("tools");
  sandbox.commit(tools, {
    "action.yml":
      "name: cache\ninputs: { key: {}, restore: { default: '' } }\nruns: { using: node24, main: main.mjs }",
    "main.mjs": `
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
const cache = await import(${JSON.stringify(cacheModule)});
const { INPUT_KEY: key, INPUT_RESTORE: restore } = process.env;
console.log("available", cache.isFeatureAvailable());
const found = await cache.restoreCache(["data"], key, restore === "" ? [] : restore.split(" "));
const held = existsSync("data/key") ? readFileSync("data/key", "utf8") : "";
console.log("restored [" + (found ?? "") + "] holds [" + held + "]");
mkdirSync("data", { recursive: true });
writeFileSync("data/key", key);
// Does not compress, so that it goes up in several blocks.
writeFileSync("data/bulk", randomBytes(3_000_000));
if (found !== key) console.log("saved", (await cache.saveCache(["data"], key)) > 0);
`,
  });
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const workflow = (key: string, restore: string): string =>
  `on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: octocat/tools@main, with: { key: "${key}", restore: "${restore}" } }] } }`;

describe("@actions/cache 6.3.0", () => {
  it("saves and restores against the sandbox, by keys, restore keys and branches", async () => {
    const repository = await sandbox.createRepository("cached");
    const said: (string | undefined)[] = [];
    const push = async (key: string, branch: string, restore = ""): Promise<void> => {
      sandbox.push(repository, { ".github/workflows/w.yml": workflow(key, restore) }, key, branch);
      const finished = await sandbox.finished(repository);
      const log = finished.at(-1)?.logs["a"] ?? "";
      expect(finished.at(-1)?.run.conclusion, log).toBe("success");
      expect(log).toContain("available true");
      said.push(`${/Z (restored .*)/.exec(log)?.[1]} ${/Z (saved .*)/.exec(log)?.[1] ?? ""}`.trim());
    };
    await push("m-1", "main");
    await push("m-1", "main");
    await push("m-2", "main", "other- m-");
    await push("t-1", "topic", "m-");
    await push("m-3", "elsewhere", "t- m-1");
    expect(said).toEqual([
      "restored [] holds [] saved true",
      "restored [m-1] holds [m-1]",
      "restored [m-1] holds [m-1] saved true",
      "restored [m-2] holds [m-2] saved true",
      "restored [m-1] holds [m-1] saved true",
    ]);
    const octokit = new Octokit({ auth: sandbox.github.adminToken, baseUrl: sandbox.github.url });
    const { data } = await octokit.rest.actions.getActionsCacheList({ owner: "octocat", repo: "cached" });
    expect(data.actions_caches.map(({ key, ref }) => `${ref} ${key}`).sort()).toEqual([
      "refs/heads/elsewhere m-3",
      "refs/heads/main m-1",
      "refs/heads/main m-2",
      "refs/heads/topic t-1",
    ]);
  });
});
