import type { GitHub } from "../../src/ports/github/github.ts";
import { promote } from "../../src/app/promote.ts";
import { createClock } from "../../src/runtime/compose.ts";
import { register, type Call } from "./repository.ts";

/** Models of the storm's repository, and how many versions each has before pull requests are merged. */
export const models = ["m0", "m1"] as const;
const versionsEach = 4;
const environments = {
  canary: { promote: "automatic" },
  staging: { promote: "manual" },
  production: { promote: "manual" },
} as const;

const policyText = [
  "version: 1",
  "dashboard: true",
  "models:",
  ...models.flatMap((model) => [
    `  ${model}:`,
    `    artifact: models/${model}.onnx`,
    "    task: regression",
    "    environments:",
    ...Object.entries(environments).map(([name, rule]) => `      ${name}: {promote: ${rule.promote}}`),
  ]),
  "",
].join("\n");

/** What people asked for on a pull request. */
export interface AskedPull {
  readonly number: number;
  readonly isMerged: boolean;
  /** Each is to have one reply. */
  readonly comments: readonly number[];
  /** Each is to have one reply, and to be gone. */
  readonly labels: readonly string[];
}

/** Who fills the repository. */
export interface SceneMakers {
  /** Below `/repos/acme/flights`, as `ada`, who is the administrator, or as `tom`, who may triage. */
  readonly call: Call;
  readonly ada: GitHub;
  /** The App itself, which had judged what was merged. */
  readonly app: GitHub;
}

type Put = (path: string, text: string, branch: string) => Promise<{ readonly sha: string }>;

/**
 * Fills the repository: the policy; versions of two models, of each of which two were in production one after the other, with
 * Releases that lack the model's file; and pull requests, each with a second push and a question. Of six pull requests two
 * bear a label that was set without the right, one asks for a promotion, one for a rollback, and one is merged and bears a
 * label that promotes.
 */
export async function fillScene(pulls: number, makers: SceneMakers): Promise<readonly AskedPull[]> {
  const put: Put = async (path, text, branch) => {
    const content = Buffer.from(text).toString("base64");
    const body = { message: "storm", content, branch };
    const answer = await makers.call<{ commit: { sha: string } }>("PUT", `/contents/${path}`, body);
    return answer.commit;
  };
  const { sha: first } = await put(".github/pawl.yml", policyText, "main");
  const tick = createTicker();
  for (const [index, model] of models.entries()) {
    for (let patch = 0; patch < versionsEach; patch += 1) {
      const commit = patch === 0 && index === 0 ? first : (await put(`${model}-${patch}`, "v", "main")).sha;
      await register({ model, version: `v1.${patch}.0`, commit, taggedAt: tick() }, makers.ada);
    }
    for (const version of ["v1.0.0", "v1.1.0"]) await assign(model, version, makers.ada);
  }
  const asked: AskedPull[] = [];
  for (let index = 0; index < pulls; index += 1) asked.push(await openPull(index, { ...makers, put, tick }));
  return asked;
}

/** Tagger dates of a past day, each a second later. */
function createTicker(): () => string {
  let second = 0;
  return () => new Date(Date.parse("2026-01-01T01:00:00Z") + 1000 * (second += 1)).toISOString();
}

/** As `pawl promote` does it on a laptop. */
async function assign(model: string, version: string, ada: GitHub): Promise<void> {
  const request = {
    model,
    policy: { environments },
    environment: "production",
    target: { kind: "version", version },
    requester: { login: "ada", role: "admin" },
    source: "cli",
    requestId: `before/${model}/${version}`,
  } as const;
  const { decision, reason } = await promote(request, { ...ada, clock: createClock() });
  if (decision !== "promoted") throw new Error(`${model} ${version} is not in production: ${reason}`);
}

interface PullMakers extends SceneMakers {
  readonly put: Put;
  readonly tick: () => string;
}

async function openPull(index: number, makers: PullMakers): Promise<AskedPull> {
  const { call, put } = makers;
  const { object } = await call<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
  const name = `storm-${index}`;
  await call("POST", "/git/refs", { ref: `refs/heads/${name}`, sha: object.sha });
  await put(`${name}.yaml`, `name: ${name}\n`, name);
  const pull = { title: name, head: name, base: "main" };
  const { number } = await call<{ number: number }>("POST", "/pulls", pull);
  const { sha: head } = await put(`${name}-more.yaml`, `name: ${name}\n`, name);
  const comments = [await say(number, "/ml help", "tom")];
  const labels: string[] = [];
  const model = models[Math.floor(index / 6) % models.length] ?? "m0";
  if (index % 3 === 0) labels.push(await label(number, ["ml/promote:production"], "tom"));
  const version = `v1.${Math.floor(index / 6) % versionsEach}.0`;
  if (index % 6 === 1) comments.push(await say(number, `/ml promote ${model}@${version}`, "ada"));
  if (index % 6 === 4) comments.push(await say(number, `/ml rollback ${model} --reason "the storm"`, "ada"));
  const isMerged = index % 6 === 2;
  if (isMerged) {
    await merge(number, head, { ...makers, model, version: `v2.${index}.0` });
    labels.push(await label(number, [`model:${model}`, "ml/promote:staging"], "ada"));
  }
  return { number, isMerged, comments, labels };

  async function say(to: number, body: string, login: string): Promise<number> {
    return (await call<{ id: number }>("POST", `/issues/${to}/comments`, { body }, login)).id;
  }
  async function label(to: number, names: readonly string[], login: string): Promise<string> {
    await call("POST", `/issues/${to}/labels`, { labels: names }, login);
    return names.at(-1) ?? "";
  }
}

/** Judged by the App, merged by ada, registered by the workflow. */
async function merge(
  number: number,
  head: string,
  { call, app, ada, tick, model, version }: PullMakers & { readonly model: string; readonly version: string },
): Promise<void> {
  const content = { title: "All gates pass", summary: "", conclusion: "success" } as const;
  await app.checks.create("ml/metrics", head, { ...content, externalId: "pawl:1" });
  const { sha } = await call<{ sha: string }>("PUT", `/pulls/${number}/merge`, { sha: head });
  await register({ model, version, commit: sha, taggedAt: tick() }, ada);
}
