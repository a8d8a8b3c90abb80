import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, platform, totalmem } from "node:os";
import { version as nodeVersion } from "node:process";
import { z } from "zod";
import { listGpuNames } from "../adapters/process/machine.ts";
import type { RunPlace } from "../app/ledger/run-place.ts";
import { parseJson } from "../parse-json.ts";

/**
 * What the ledger is told of this process: by the runner's environment, or as a run on a laptop.
 *
 * @param gpus names of the accelerators that it may see, see {@link findRunGpus}.
 */
export function describeRunPlace(
  started: Date,
  ended: Date,
  commit: string,
  gpus: readonly string[] = [],
): RunPlace {
  const variables = process.env;
  const runId = wholeNumber(variables["GITHUB_RUN_ID"]);
  const attempt = wholeNumber(variables["GITHUB_RUN_ATTEMPT"]);
  const id = `${runId ?? "local"}.${attempt ?? started.getTime()}`;
  const asked = readAsked(variables);
  const isSha = /^[0-9a-f]{40}$/.test(commit);
  return {
    id,
    attemptBefore: runId !== null && attempt !== null && attempt > 1 ? `${runId}.${attempt - 1}` : null,
    actor: asked?.actor ?? describeActor(variables),
    trigger: {
      event: variables["GITHUB_EVENT_NAME"] ?? "cli",
      workflow: variables["GITHUB_WORKFLOW_REF"]?.replace(/@.*$/s, "").slice(0, 2000) ?? null,
      runId,
      attempt,
      job: variables["GITHUB_JOB"]?.slice(0, 2000) ?? null,
      pullRequest:
        asked?.pull ?? wholeNumber(/^refs\/pull\/(\d+)\//.exec(variables["GITHUB_REF"] ?? "")?.[1]),
      url: describeUrl(variables, runId),
      ...(asked?.request === undefined ? {} : { request: asked.request }),
    },
    startedAt: started.toISOString(),
    endedAt: ended.toISOString(),
    durationSeconds: Math.max(0, (ended.getTime() - started.getTime()) / 1000),
    commit: isSha ? commit : null,
    ref: variables["GITHUB_REF"]?.slice(0, 2000) ?? null,
    environment: {
      os: platform(),
      architecture: arch(),
      runner: variables["RUNNER_NAME"]?.slice(0, 2000) ?? null,
      image: variables["ImageOS"]?.slice(0, 2000) ?? null,
      versions: { node: nodeVersion.replace(/^v/, "") },
    },
    hardware: { cpus: availableParallelism(), memoryBytes: totalmem(), gpus: [...gpus] },
  };
}

const login = z.string().regex(/^[A-Za-z0-9][\w-]{0,99}$/);
const eventSchema = z.object({ inputs: z.object({ run: z.string().max(100_000) }) });
const askedSchema = z.object({
  asker: z.object({
    login,
    id: z.number().int().positive().nullable(),
    request: z
      .string()
      .regex(/^issuecomment-[1-9]\d{0,15}$/)
      .nullable(),
  }),
  pull: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .optional(),
});

interface Asked {
  readonly actor: RunPlace["actor"];
  readonly pull: number | null;
  readonly request: string | undefined;
}

/** For whom the bot dispatched this run; a person who dispatches it by hand is who it is by, whatever the inputs say. */
function readAsked(variables: NodeJS.ProcessEnv): Asked | undefined {
  const path = variables["GITHUB_EVENT_PATH"];
  const starter = variables["GITHUB_TRIGGERING_ACTOR"] ?? variables["GITHUB_ACTOR"] ?? "";
  const isOfBot = variables["GITHUB_EVENT_NAME"] === "workflow_dispatch" && starter.endsWith("[bot]");
  if (!isOfBot || path === undefined) return undefined;
  const event = eventSchema.safeParse(parseJson(readText(path))).data;
  const asked = askedSchema.safeParse(parseJson(event?.inputs.run ?? "")).data;
  if (asked === undefined) return undefined;
  const { asker, pull } = asked;
  return {
    actor: { id: asker.id, login: asker.login, type: "User", role: null },
    pull: wholeNumber(pull),
    request: asker.request ?? undefined,
  };
}

/** The event's file is the runner's; without it nobody asked. */
function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** The accelerators of this machine, as {@link describeRunPlace} takes them. */
export function findRunGpus(): Promise<readonly string[]> {
  return listGpuNames(process.env["CUDA_VISIBLE_DEVICES"]);
}

/** Who started the workflow run. A person's or a bot's account, as GitHub's runner names it. */
function describeActor(variables: NodeJS.ProcessEnv): RunPlace["actor"] {
  const login = variables["GITHUB_TRIGGERING_ACTOR"] ?? variables["GITHUB_ACTOR"];
  if (login === undefined || login === "") {
    return { id: null, login: (variables["USER"] ?? "unknown").slice(0, 100), type: "local", role: null };
  }
  const isSame = login === variables["GITHUB_ACTOR"];
  return {
    id: isSame ? wholeNumber(variables["GITHUB_ACTOR_ID"]) : null,
    login: login.slice(0, 100),
    type: login.endsWith("[bot]") ? "Bot" : "User",
    role: null,
  };
}

function describeUrl(variables: NodeJS.ProcessEnv, runId: number | null): string | null {
  const [server, repository] = [variables["GITHUB_SERVER_URL"], variables["GITHUB_REPOSITORY"]];
  if (server === undefined || repository === undefined || runId === null) return null;
  return `${server}/${repository}/actions/runs/${runId}`.slice(0, 2000);
}

function wholeNumber(text: string | undefined): number | null {
  const value = /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
  return value > 0 ? value : null;
}
