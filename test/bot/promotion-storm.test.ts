import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawn } from "node:child_process";
import { promote, type PromoteRequest } from "../../src/app/promote.ts";
import { readModelState } from "../../src/app/promotion-facts.ts";
import type { PromotionPorts } from "../../src/app/promotion/ports.ts";
import { resumePromotions } from "../../src/app/promotion/resume.ts";
import { createClock, createGitHub } from "../../src/runtime/compose.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { makeManifest } from "../support/registry/registry-world.ts";

const environments = { staging: { promote: "manual" as const } };
const policies = { m: { environments } };
const repository = "ada/flights";
const versions = Array.from({ length: 8 }, (_, index) => `v1.${index}.0`);

let sandbox: SandboxGitHub;
beforeAll(async () => {
  sandbox = await startSandboxGitHub({
    users: [{ login: "ada" }],
    rateLimits: { core: 1_000_000, concurrent: 1000 },
  });
  const headers = { authorization: `token ${sandbox.adminToken}` };
  const body = JSON.stringify({ name: "flights", auto_init: true });
  const made = await fetch(`${sandbox.url}/user/repos`, { method: "POST", headers, body });
  expect(made.status).toBe(201);
  const { gitData, commits, releases } = await connect();
  let parent = await gitData.resolveRef("refs/heads/main");
  for (const [index, version] of versions.entries()) {
    parent = await commits.create({ message: version, parent, files: { "params.yaml": `v: ${index}\n` } });
    const name = `m@${version}`;
    const taggedAt = `2026-01-01T00:00:0${index}Z`;
    await gitData.createTag({ name, message: "", commitSha: parent, taggedAt });
    const release = await releases.create(name, { name, body: "", draft: true });
    const bytes = new TextEncoder().encode(JSON.stringify(makeManifest(version, { commit: parent })));
    await releases.uploadAsset(release.id, { name: "manifest.json", contentType: "application/json", bytes });
    await releases.update(release.id, { name, body: "", draft: false });
  }
}, 60_000);
afterAll(() => sandbox?.close());

async function connect(): Promise<PromotionPorts> {
  const auth = { token: sandbox.adminToken };
  return { ...(await createGitHub({ apiUrl: sandbox.url, repository, auth })), clock: createClock() };
}

function requestOf(version: string, requestId: string): PromoteRequest {
  return {
    model: "m",
    policy: { environments },
    environment: "staging",
    target: { kind: "version", version },
    requester: { login: "ada", role: "admin" },
    source: "command",
    requestId,
  };
}

/** One decision at a time: what all were planned against is read before any of them decides. */
function atOnce(ports: PromotionPorts, gate: () => Promise<void>): PromotionPorts {
  const commits = { ...ports.commits };
  let isFirst = true;
  commits.create = async (commit) => {
    const isHeld = isFirst;
    isFirst = false;
    if (isHeld) await gate();
    return ports.commits.create(commit);
  };
  return { ...ports, commits };
}

describe("SIGKILL of a real process in the middle of a promotion", () => {
  it("is finished by the next look, with one tag and one Deployment", async () => {
    const script = new URL("../support/promote-main.ts", import.meta.url).pathname;
    const start = await connect();
    const count = (await start.deployments.list("staging")).length;
    let kills = 0;
    // Who was killed is gone for certain: nothing is waited for.
    const next = { ...start, clock: { ...start.clock, sleep: async () => undefined } };
    for (let write = 1; write <= 10; write += 1) {
      const state = await readModelState("m", start);
      const current = state.environments.get("staging")?.current?.version;
      const version = versions.find((entry) => entry !== current) ?? "";
      const env = { ...process.env, API: sandbox.url, TOKEN: sandbox.adminToken, VERSION: version };
      const child = spawn(process.execPath, [script], {
        env: { ...env, KEY: `kill-${write}`, WRITE: String(write) },
        stdio: "inherit",
      });
      const signal = await new Promise((resolve) => child.on("exit", (_, name) => resolve(name)));
      expect(signal).toBe("SIGKILL");
      kills += 1;
      await resumePromotions(policies, next);
      const again = await promote(requestOf(version, `kill-${write}`), next);
      expect(again.decision).toBe("promoted");
      expect(await start.deployments.list("staging")).toHaveLength(count + write);
      expect((await readModelState("m", start)).environments.get("staging")?.current?.version).toBe(version);
    }
    process.stdout.write(`SIGKILL of a real process: ${kills} points, every one converged\n`);
  }, 120_000);
});

describe("64 promotions to one slot from 8 workers over real git (S6)", () => {
  it("have one winner a round, and losers are told why", async () => {
    const rounds = 1;
    const perWorker = 8;
    const assigned = (await (await connect()).deployments.list("staging")).length;
    for (let round = 0; round < rounds; round += 1) {
      const before = await readModelState("m", await connect());
      const current = before.environments.get("staging")?.current?.version;
      const wanted = versions.filter((version) => version !== current);
      const allPlanned = Promise.withResolvers<void>();
      let planned = 0;
      const worker = async (name: number): Promise<string[]> => {
        const ports = await connect();
        // All are planned first; then each worker carries out its own, one after the other.
        let before: Promise<unknown> = allPlanned.promise;
        const asked = Array.from({ length: perWorker }, (_, index) => {
          const version = wanted[(name + index) % wanted.length] ?? "";
          const turn = before;
          const gate = async (): Promise<void> => {
            planned += 1;
            if (planned === 8 * perWorker) allPlanned.resolve();
            await turn;
          };
          const key = `round-${round}/${name}/${index}`;
          const done = promote(requestOf(version, key), atOnce(ports, gate));
          before = done;
          return done.then((result) => result.reasonCode);
        });
        return Promise.all(asked);
      };
      const codes = (await Promise.all(Array.from({ length: 8 }, (_, name) => worker(name)))).flat();
      expect(codes).toHaveLength(64);
      expect(codes.filter((code) => code === "promoted")).toHaveLength(1);
      const losers = new Set(codes.filter((code) => code !== "promoted"));
      expect([...losers].every((code) => code === "stale.plan" || code === "already.assigned")).toBe(true);
      const ports = await connect();
      const after = (await readModelState("m", ports)).environments.get("staging")?.history ?? [];
      expect(after).toHaveLength(assigned + round + 1);
      expect(await ports.deployments.list("staging")).toHaveLength(assigned + round + 1);
    }
    process.stdout.write(`S6: ${rounds} round of 64 from 8 workers, one winner\n`);
  }, 120_000);
});
