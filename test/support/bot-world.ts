import { ZipFile } from "yazl";
import type { BotContext } from "../../bot/reconcile/context.ts";
import type { EvaluationReport } from "../../src/evaluation/report-schema.ts";
import type { PullRequest } from "../../src/ports/github/pull-requests.ts";
import type { WorkflowRun } from "../../src/ports/github/workflows.ts";
import { readArchive } from "../../src/runtime/compose.ts";
import { makeManifest, modelBytes } from "./registry/registry-world.ts";
import { createGitHubFake } from "./github-fake/create-github-fake.ts";
import { fakeSha, nextId, type FakeState, type FakeUser } from "./github-fake/fake-state.ts";

/** The policy that the base branch of {@link createBotWorld} has. */
export const policyText = `version: 1
models:
  delay:
    artifact: models/model.onnx
    task: binary-classification
    environments:
      staging: {promote: manual}
      production: {after: staging}
`;

/** The live head of the pull request that {@link openPull} makes. */
export const headSha = fakeSha(42);

/** A bot over the fake, with the policy on main. */
export function createBotWorld(overrides: Partial<BotContext> = {}): {
  context: BotContext;
  state: FakeState;
} {
  const { github, state } = createGitHubFake();
  // Sixteen hours before the bot's clock.
  state.seconds = 30 * 86_400 + 8 * 3600;
  state.refs.set("refs/heads/main", fakeSha(1));
  state.files.set("main:.github/pawl.yml", policyText);
  const lines: string[] = [];
  const add = (message: string): void => void lines.push(message);
  const context: BotContext = {
    repository: "acme/flights",
    github,
    readArchive,
    clock: { now: () => new Date("2026-02-01T00:00:00Z"), sleep: async () => undefined },
    log: { debug: add, info: add, warning: add, error: add },
    dispatchesDeployments: false,
    ...overrides,
  };
  return { context, state };
}

/** A person of the fake, by login. */
export function person(state: FakeState, login: string): FakeUser {
  return state.users.get(login) ?? { id: 999, login, type: "User" };
}

/** Opens a pull request whose head has a valid policy. */
export function openPull(state: FakeState, changes: Partial<PullRequest> = {}): PullRequest {
  const pull: PullRequest = {
    number: 12,
    title: "Better features",
    state: "open",
    merged: false,
    mergeCommitSha: null,
    draft: false,
    authorId: 13,
    authorLogin: "will",
    headSha,
    headRef: "better",
    headRepositoryId: state.repository.id,
    baseSha: fakeSha(1),
    baseRef: "main",
    labels: [],
    url: "https://github.test/acme/flights/pull/12",
    ...changes,
  };
  state.pullRequests.set(pull.number, { ...pull, files: ["dvc.yaml"] });
  state.files.set(`${pull.headSha}:.github/pawl.yml`, policyText);
  return pull;
}

/** A report of the pipeline for the model `delay`. */
export function makeReport(changes: Partial<EvaluationReport> = {}): EvaluationReport {
  const number = (value: number): { value: number; interval: [number, number] } => ({
    value,
    interval: [value - 0.01, value + 0.01],
  });
  return {
    schema: "pawl.report/1",
    model: "delay",
    task: "binary-classification",
    headSha,
    baseSha: fakeSha(1),
    outcome: "compared",
    verdict: "pass",
    champion: { source: "release", version: "v1.0.0", commit: fakeSha(1), sha256: "a".repeat(64) },
    challenger: { source: "workspace", version: null, commit: headSha, sha256: "b".repeat(64) },
    data: { path: "data/test.parquet", rows: 1000, digest: "c".repeat(32) },
    metrics: [
      {
        metric: "roc_auc",
        direction: "higher",
        champion: number(0.7),
        challenger: number(0.72),
        difference: number(0.02),
        verdict: "better",
        rows: 1000,
      },
    ],
    slices: [],
    gates: [
      {
        gate: "roc_auc ≥ 0.70",
        metric: "roc_auc",
        slice: null,
        status: "pass",
        reasonCode: "gate.pass",
        reason: "0.72",
      },
    ],
    params: [],
    stages: [],
    confidence: 0.95,
    resamples: 1000,
    seed: 0,
    notes: [],
    createdAt: "2026-01-31T10:00:00Z",
    ...changes,
  };
}

/** Packs files as an artifact. */
export async function packArtifact(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Adds a finished pipeline run for {@link headSha} and, with a report, its artifact. Gives the run's id. */
export async function addRun(
  state: FakeState,
  report: EvaluationReport | undefined,
  changes: Partial<WorkflowRun> = {},
): Promise<number> {
  const id = nextId(state);
  state.runs.set(id, {
    id,
    name: "pawl",
    path: ".github/workflows/pawl.yml",
    event: "pull_request",
    headSha,
    headBranch: "better",
    headRepositoryId: state.repository.id,
    status: "completed",
    conclusion: "success",
    createdAt: "2026-01-31T10:00:00Z",
    url: `https://github.test/acme/flights/actions/runs/${id}`,
    ...changes,
  });
  if (report !== undefined)
    await addArtifact(state, id, { [`${report.model}.json`]: JSON.stringify(report) });
  return id;
}

/** Adds an artifact with the given files to a run, `pawl-report` unless it is named. */
export async function addArtifact(
  state: FakeState,
  runId: number,
  files: Readonly<Record<string, string>>,
  name = "pawl-report",
): Promise<void> {
  const bytes = await packArtifact(files);
  const id = nextId(state);
  state.artifacts.set(id, {
    id,
    runId,
    name,
    sizeBytes: bytes.byteLength,
    expired: false,
    bytes,
  });
}

/** The bodies of all comments of an issue or pull request. */
export function commentsOf(state: FakeState, number: number): readonly string[] {
  return [...state.comments.values()].filter((comment) => comment.issueNumber === number).map((c) => c.body);
}

/** The check runs of a commit by name: `[status, conclusion]`. */
export function checkOf(
  state: FakeState,
  name: string,
  sha: string = headSha,
): readonly (readonly [string, string | null])[] {
  return [...state.checks.values()]
    .filter((check) => check.name === name && check.headSha === sha)
    .map((check) => [check.status, check.conclusion] as const);
}

/** Registers and publishes a version of `delay` on a commit. */
export async function registerVersion(
  context: BotContext,
  version: string,
  commitSha: string,
): Promise<void> {
  const name = `delay@${version}`;
  const { gitData, releases } = context.github;
  const second = version.replace(/\D/g, "").slice(-2).padStart(2, "0");
  await gitData.createTag({ name, message: "", commitSha, taggedAt: `2026-01-01T00:00:${second}Z` });
  const content = { name: `delay ${version}`, body: "" };
  const release = await releases.create(name, { ...content, draft: true });
  const { artifact } = makeManifest(version);
  const { asset, sizeBytes, sha256 } = artifact;
  const assets = [{ name: asset, sizeBytes, sha256 }];
  const manifest = makeManifest(version, { model: "delay", commit: commitSha, assets });
  const upload = (file: string, bytes: Uint8Array): Promise<unknown> =>
    releases.uploadAsset(release.id, { name: file, contentType: "", bytes });
  await upload(asset, modelBytes(version));
  await upload("manifest.json", new TextEncoder().encode(JSON.stringify(manifest)));
  await releases.update(release.id, { ...content, draft: false });
}

/** A pull request that was merged as `fakeSha(merge)`, its gates passed. */
export function mergePull(state: FakeState, merge: number): PullRequest {
  const pull = openPull(state, { state: "closed", merged: true, mergeCommitSha: fakeSha(merge) });
  const id = nextId(state);
  state.checks.set(id, {
    id,
    name: "ml/metrics",
    headSha,
    status: "completed",
    conclusion: "success",
    title: "All gates pass",
    summary: "",
    externalId: "pawl:1",
    appId: state.self.appId,
    url: "",
    annotations: [],
  });
  return pull;
}
