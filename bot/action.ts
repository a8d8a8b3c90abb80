import { readFile } from "node:fs/promises";
import { z } from "zod";
import { PawlError } from "../src/errors.ts";
import type { Log } from "../src/ports/log.ts";
import { createClock, createGitHub, createSharedLimits, readArchive } from "../src/runtime/compose.ts";
import type { ActionOutcome } from "../src/runtime/run-action.ts";
import type { BotContext } from "./reconcile/context.ts";
import { runOnEvent, type Worked } from "./workflow.ts";

const environmentSchema = z.object({
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_REPOSITORY: z.string().min(1),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  GITHUB_RUN_ID: z.coerce.number().int().positive(),
});
const pullRequestSchema = z.object({
  action: z.string(),
  repository: z.object({ id: z.number() }),
  pull_request: z.object({ head: z.object({ repo: z.object({ id: z.number() }).nullable() }) }),
});

/** Actions of `pull_request` on which the workflow of the templates runs the pipeline. */
const pipelineActions = new Set(["opened", "synchronize", "reopened", "ready_for_review"]);

/** The verb of the `bot` action. */
export async function runBotAction(inputs: { readonly token: string }, log: Log): Promise<ActionOutcome> {
  const environment = environmentSchema.parse(process.env);
  const payload = await readPayload(environment.GITHUB_EVENT_PATH);
  const pull = pullRequestSchema.safeParse(payload).data;
  if (pull !== undefined && pull.pull_request.head.repo?.id !== pull.repository.id) {
    log.info("The pull request comes from a fork: its run has a token that may only read.");
    return toOutcome([], "fork.read-only");
  }
  const { token } = inputs;
  const repository = environment.GITHUB_REPOSITORY;
  const shared = await createSharedLimits();
  const apiUrl = environment.GITHUB_API_URL;
  const github = await createGitHub({ apiUrl, repository, auth: { token }, ...shared });
  const ranPipeline = pull !== undefined && pipelineActions.has(pull.action);
  const context: BotContext = {
    repository,
    github,
    log,
    readArchive,
    clock: createClock(),
    ownRun: { id: environment.GITHUB_RUN_ID, ranPipeline },
    dispatchesDeployments: true,
  };
  return toOutcome(
    await runOnEvent({ name: environment.GITHUB_EVENT_NAME, payload, token, context }),
    "handled",
  );
}

async function readPayload(path: string): Promise<object> {
  const text = await readFile(path, "utf8");
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new PawlError("input.invalid", { message: `The event file ${path} holds no JSON object` });
}

function toOutcome(worked: readonly Worked[], reasonCode: string): ActionOutcome {
  const failed = worked.filter((entry) => entry.outcome === undefined);
  const decision = failed.length === 0 ? "positive" : "negative";
  const rows = worked.map(
    ({ key, outcome }) => `| \`${key}\` | ${outcome?.decision ?? "failed"} | ${outcome?.reasonCode ?? ""} |`,
  );
  return {
    decision,
    reasonCode: failed.length === 0 ? reasonCode : "bot.failed",
    reason: failed.length === 0 ? "" : `could not handle ${failed.map((entry) => entry.key).join(", ")}`,
    outputs: { handled: String(worked.length) },
    result: { schema: "pawl.bot/1", handled: worked },
    summary: ["| Key | Decision | Reason |", "|---|---|---|", ...rows].join("\n"),
  };
}
