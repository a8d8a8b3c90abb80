import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstallationRecord } from "../../sandbox/github/records.ts";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { promotionRef } from "../../src/app/promotion/promotion-refs.ts";
import { writeState } from "../../src/app/promotion/state-document.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { promotionId, type Promotion } from "../../src/registry/promotion-document.ts";
import { makeManifest } from "../../test/support/registry/registry-world.ts";
import { start } from "./child.ts";
import type { ReconcileCost } from "./registry-reader.ts";
import { connect, createCall, register, type Call } from "./repository.ts";

const policyText = `version: 1
models:
  m:
    artifact: models/m.onnx
    task: regression
    environments:
      staging: {promote: manual}
`;

/** What reconciles of one registry cost: the first of a process, and one after that. */
export interface RegistryCost {
  readonly versions: number;
  readonly first: ReconcileCost;
  readonly next: ReconcileCost;
}

/**
 * Reconciles a registry with so many versions, each of which a promotion put into the one environment and has ended: tag,
 * Release, assignment, Deployment and document each.
 */
export async function measureRegistry(versions: number): Promise<RegistryCost> {
  const runner = mkdtempSync(join(tmpdir(), "pawl-registry-"));
  const github = await startSandboxGitHub({
    users: [{ login: "ada" }],
    organisations: ["acme"],
    rateLimits: { core: 1e9, concurrent: 1000 },
    modules: [startActions({ workRoot: runner }).module],
  });
  await createCall(github, "")("POST", "/orgs/acme/repos", { name: "flights" });
  const call = createCall(github, "/repos/acme/flights");
  const ada = await connect(github.url, { token: github.adminToken });
  const { id } = await call<{ id: number }>("GET", "");
  for (let index = 0; index < versions; index += 1) await addVersion(index, { call, ada, repository: id });
  const { appId, installation, privateKey } = appOf(github);
  const args = [github.url, String(appId), String(installation), "3"];
  const child = start("bench/bot/registry-reader.ts", args, { ...process.env, PAWL_PRIVATE_KEY: privateKey });
  const first = await child.line<ReconcileCost>();
  await child.line<ReconcileCost>();
  const next = await child.line<ReconcileCost>();
  await child.ended;
  await github.close();
  rmSync(runner, { recursive: true, force: true });
  return { versions, first, next };
}

function appOf(github: SandboxGitHub) {
  const acme = github.context.findUser("acme")?.id;
  const all = github.context.store.collection<InstallationRecord>("installations").all();
  const found = all.find(({ accountId }) => accountId === acme);
  if (found === undefined) throw new Error("the App is not installed");
  const { id: appId, privateKey } = github.app;
  return { appId, privateKey, installation: found.id };
}

interface Makers {
  readonly call: Call;
  readonly ada: GitHub;
  readonly repository: number;
}

const dayMs = 86_400_000;

async function addVersion(index: number, { call, ada, repository }: Makers): Promise<void> {
  const version = `v1.${index}.0`;
  const text = index === 0 ? policyText : `${version}\n`;
  const path = index === 0 ? ".github/pawl.yml" : `${version}.txt`;
  const body = { message: version, content: Buffer.from(text).toString("base64"), branch: "main" };
  const { commit } = await call<{ commit: { sha: string } }>("PUT", `/contents/${path}`, body);
  const at = (second: number): string =>
    new Date(Math.floor(Date.now() / 1000) * 1000 - 20 * dayMs + (index * 10 + second) * 1000).toISOString();
  await register({ model: "m", version, commit: commit.sha, taggedAt: at(0) }, ada);
  const environment = "staging";
  const digest = makeManifest(version).artifact.sha256;
  const [tag, from] = [`m#${environment}#${index + 1}`, index === 0 ? null : `m#${environment}#${index}`];
  const request = `cli:${version}`;
  const id = await promotionId({ repository, request, model: "m", environment });
  const value: Promotion = {
    schema: "pawl.promotion/1",
    id,
    kind: "promotion",
    model: "m",
    environment,
    request: { key: request, source: "cli", login: "ada", id: null, pull: null, reason: null, at: at(1) },
    evidence: {
      version,
      versionTag: `m@${version}`,
      commit: commit.sha,
      sha256: digest,
      from: from === null ? null : { tag: from, version: `v1.${index - 1}.0` },
      pulls: [],
      gates: [],
      overrides: [],
      policy: { digest, commit: commit.sha },
    },
    pinnedAt: at(1),
    approvals: [],
    rejection: null,
    state: "promoted",
    approvedBy: [],
    outcome: { reason: `m ${version} is assigned`, tag, at: at(3) },
    expiresAt: at(4),
  };
  await writeState(promotionRef(id), { value, previous: undefined, message: id }, ada);
  const message = `Assigning stage ${environment} to artifact m version ${version}\n\nPromotion: ${id}`;
  await ada.gitData.createTag({ name: tag, message, commitSha: commit.sha, taggedAt: at(2) });
  const payload = { schema: "pawl.deployment/1", model: "m", version, environment, tag, sha256: digest };
  await ada.deployments.create({ ref: `m@${version}`, environment, description: version, payload });
}
