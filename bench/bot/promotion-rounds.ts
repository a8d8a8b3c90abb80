import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { startPostgres } from "../../test/support/postgres-server.ts";
import { startBalancer } from "./balancer.ts";
import { startBot, stopBot, type BotProcess, type BotProgram } from "./bot-process.ts";
import { connect, createCall, register, type Call } from "./repository.ts";
import { findDoubles, openWriteLog } from "./write-log.ts";

/** How many rounds, and how many promote in each. */
export interface RoundsSize {
  readonly program: BotProgram;
  readonly rounds: number;
  /** Bots, each a process of its own. */
  readonly processes: number;
  /** Promotions to the one slot that are approved at the same time in each round. */
  readonly promotions: number;
}

/** What came of it. */
export interface RoundsResult {
  readonly rounds: number;
  /** What is not one winner and all others with a reason; empty when all is well. */
  readonly wrong: readonly string[];
  readonly double: readonly string[];
  /** Reason codes of all approvals, and how often each was given. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly postgres: string;
  readonly seconds: number;
}

const policyText = `version: 1
models:
  m:
    artifact: models/m.onnx
    task: regression
    environments:
      staging: {approvals: 1}
`;
const versions = Array.from({ length: 8 }, (_, index) => `v1.${index}.0`);
const roundSeconds = 300;

interface Rounds {
  readonly github: SandboxGitHub;
  readonly call: Call;
  readonly ada: GitHub;
  readonly promotions: number;
  readonly wrong: string[];
  readonly reasons: Map<string, number>;
}

/**
 * S6: in each round all promotions are planned against what the slot holds, each for a version that it does not hold;
 * then all are approved at once, by comments that a balancer spreads over bots which share a queue in PostgreSQL. One may
 * get there. The registry is the sandbox's bare git repository.
 */
export async function runPromotionRounds(size: RoundsSize): Promise<RoundsResult> {
  const startedMs = performance.now();
  await using postgres = await startPostgres();
  const runner = mkdtempSync(join(tmpdir(), "pawl-rounds-"));
  const github = await startGitHub(runner);
  await createCall(github, "")("POST", "/orgs/acme/repos", { name: "flights" });
  const call = createCall(github, "/repos/acme/flights");
  const ada = await connect(github.url, { token: github.adminToken });
  await fill(call, ada);
  using log = openWriteLog(`${github.app.slug}[bot]`);
  const env = { PAWL_DATABASE_URL: postgres.url, PAWL_WORKERS: "8" };
  const starting = Array.from({ length: size.processes }, () =>
    startBot({ github }, { program: size.program, state: ".", env }),
  );
  const bots: readonly BotProcess[] = await Promise.all(starting);
  await using balancer = await startBalancer(bots.map(({ url }) => url));
  github.setAppWebhook(balancer.url);
  const { promotions } = size;
  const rounds: Rounds = { github, call, ada, promotions, wrong: [], reasons: new Map() };
  for (let round = 1; round <= size.rounds; round += 1) await play(round, rounds);
  await Promise.all(bots.map(stopBot));
  github.setAppWebhook(null);
  await github.close();
  rmSync(runner, { recursive: true, force: true });
  return {
    rounds: size.rounds,
    wrong: rounds.wrong,
    double: [...findDoubles(log.made), ...log.removed],
    reasons: Object.fromEntries(rounds.reasons),
    postgres: postgres.version,
    seconds: Math.round((performance.now() - startedMs) / 1000),
  };
}

function startGitHub(workRoot: string): Promise<SandboxGitHub> {
  return startSandboxGitHub({
    users: ["ada", "ben"].map((login) => ({ login })),
    organisations: ["acme"],
    rateLimits: { core: 1e9, concurrent: 1000 },
    modules: [startActions({ workRoot }).module],
  });
}

async function fill(call: Call, ada: GitHub): Promise<void> {
  await call("PUT", "/collaborators/ben", { permission: "maintain" });
  for (const [index, version] of versions.entries()) {
    const text = index === 0 ? policyText : `${version}\n`;
    const content = Buffer.from(text).toString("base64");
    const path = index === 0 ? ".github/pawl.yml" : `${version}.txt`;
    const body = { message: version, content, branch: "main" };
    const { commit } = await call<{ commit: { sha: string } }>("PUT", `/contents/${path}`, body);
    const taggedAt = `2026-01-01T00:00:0${index}Z`;
    await register({ model: "m", version, commit: commit.sha, taggedAt }, ada);
  }
}

async function play(round: number, rounds: Rounds): Promise<void> {
  const { call, ada, promotions, wrong, reasons } = rounds;
  const before = await ada.deployments.list("staging");
  const current = (before[0]?.payload as { version?: string } | undefined)?.version;
  const wanted = versions.filter((version) => version !== current);
  const title = { title: `round ${round}` };
  const issues = await Promise.all(
    Array.from({ length: 8 }, async () => (await call<{ number: number }>("POST", "/issues", title)).number),
  );
  const sayAll = async (texts: readonly string[], login: string): Promise<readonly string[]> => {
    const asked = texts.map(async (body, index) => {
      const number = issues[index % issues.length] ?? 0;
      const { id } = await call<{ id: number }>("POST", `/issues/${number}/comments`, { body }, login);
      return { number, id };
    });
    return readReplies(await Promise.all(asked), rounds);
  };
  const asked = Array.from({ length: promotions }, (_, at) => `/ml promote m@${wanted[at % wanted.length]}`);
  const plans = (await sayAll(asked, "ada")).map((body) => /p-[a-z2-7]{10}-[0-9a-f]{10}/.exec(body)?.[0]);
  if (plans.includes(undefined)) wrong.push(`round ${round}: a request without a plan`);
  const replies = await sayAll(
    plans.map((plan) => `/ml approve ${plan}`),
    "ben",
  );
  const codes = replies.map((body) => /\(`([a-z.-]+)`\)/.exec(body)?.[1] ?? "none");
  for (const code of codes) reasons.set(code, (reasons.get(code) ?? 0) + 1);
  const winners = codes.filter((code) => code === "promoted").length;
  if (winners !== 1) wrong.push(`round ${round}: ${winners} winners`);
  const others = codes.filter((code) => code !== "promoted" && code !== "stale.plan");
  if (others.length > 0) wrong.push(`round ${round}: ${others.join(", ")}`);
  const deployments = (await ada.deployments.list("staging")).length - before.length;
  if (deployments !== 1) wrong.push(`round ${round}: ${deployments} Deployments`);
  const tags = (await ada.gitData.listTags("m#staging#")).length;
  if (tags !== round) wrong.push(`round ${round}: ${tags} assignments so far`);
}

interface Asked {
  readonly number: number;
  readonly id: number;
}

/** The one reply to each comment; waits for all. */
async function readReplies(asked: readonly Asked[], { call, wrong }: Rounds): Promise<readonly string[]> {
  const endMs = performance.now() + roundSeconds * 1000;
  for (;;) {
    const found = await findReplies(asked, call);
    if (found.every((replies) => replies.length > 0)) {
      const doubles = found.filter((replies) => replies.length > 1);
      wrong.push(...doubles.map((replies) => `${replies.length} replies to one comment`));
      return found.map(([reply = ""]) => reply);
    }
    if (performance.now() > endMs) throw new Error(`no reply to a comment in ${roundSeconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function findReplies(asked: readonly Asked[], call: Call): Promise<readonly (readonly string[])[]> {
  const bodies = new Map<number, readonly { readonly body: string }[]>();
  for (const number of new Set(asked.map((one) => one.number))) {
    bodies.set(number, await call("GET", `/issues/${number}/comments?per_page=100`));
  }
  return asked.map(({ number, id }) => {
    const all = (bodies.get(number) ?? []).map(({ body }) => body);
    return all.filter((body) => body.includes(` to=comment:${id} `));
  });
}
