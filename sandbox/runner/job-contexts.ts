import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { githubContext, githubVariables } from "./github-context.ts";
import type { HostRepository, JobRecord, RunnerHost, RunRecord } from "./host.ts";
import { JobLog } from "./job-log.ts";
import { jobPermissions } from "./job-permissions.ts";
import type { JobPaths, JobSignals, JobState } from "./job-state.ts";
import { asObject, type JsonObject } from "./json.ts";
import type { CallFrame } from "./call-frame.ts";
import type { JobEnvironment } from "./job-environment.ts";
import type { AcquiredRunner } from "./runner-pool.ts";
import type { CompleteRunnerOptions } from "./runner-options.ts";
import { SecretMask } from "./secret-mask.ts";
import type { Workflow } from "./workflow.ts";

/** One job to run, its matrix row chosen. */
export interface JobRequest {
  readonly host: RunnerHost;
  readonly options: CompleteRunnerOptions;
  readonly run: RunRecord;
  readonly repository: HostRepository;
  readonly workflow: Workflow;
  readonly definition: JsonObject;
  readonly job: JobRecord;
  /** `needs`, `matrix` and `strategy` contexts. */
  readonly contexts: JsonObject;
  readonly signals: JobSignals;
  /** Aborted when the job's time is over; it is among what cancels the job. */
  readonly timeout: { readonly signal: AbortSignal; readonly minutes: number };
  readonly runner: AcquiredRunner;
  readonly frame: CallFrame;
  readonly environment: JobEnvironment | undefined;
}

const osNames: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };

/** The machine's name as `runner.os` gives it. */
export function runnerOs(): string {
  return osNames[platform()] ?? "Linux";
}

function makePaths({ options, repository }: JobRequest, runnerName: string): JobPaths {
  const root = join(options.workRoot, runnerName);
  const workspace = join(root, repository.name, repository.name);
  const temp = join(root, "_temp");
  for (const directory of [workspace, temp]) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
  }
  const actions = join(options.workRoot, "_actions");
  for (const directory of [options.toolCache, actions]) mkdirSync(directory, { recursive: true });
  return { workspace, temp, toolCache: options.toolCache, actions };
}

function writeEvent(paths: JobPaths, payload: JsonObject): string {
  const directory = join(paths.temp, "_github_workflow");
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "event.json");
  writeFileSync(file, JSON.stringify(payload, undefined, 2));
  return file;
}

function runnerContext(runnerName: string, paths: JobPaths): Record<string, string> {
  return {
    name: runnerName,
    os: runnerOs(),
    arch: arch() === "arm64" ? "ARM64" : "X64",
    environment: "self-hosted",
    temp: paths.temp,
    tool_cache: paths.toolCache,
    workspace: join(paths.workspace, ".."),
  };
}

function runnerVariables(context: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value]),
  );
}

function issueToken({ host, run, workflow, definition, frame }: JobRequest): string {
  const written = definition["permissions"] ?? workflow.document["permissions"];
  const { defaultPermissions: defaults } = frame;
  return host.issueToken(run, jobPermissions({ written, defaults, isFromFork: run.isFromFork }));
}

/** Secrets of the job's environment, which a called workflow sees too; none for a fork. */
function environmentSecrets({ host, run, repository, environment }: JobRequest): Record<string, string> {
  if (environment === undefined || run.isFromFork) return {};
  return { ...host.environmentSecretsOf(repository.id, environment.name) };
}

/** Makes everything that the steps of a job share: folders, token, masks, log, contexts, variables. */
export function openJob(request: JobRequest): JobState {
  const { host, options, run, repository, job, signals } = request;

  const { name: runnerName } = request.runner;
  const paths = makePaths(request, runnerName);
  const token = issueToken(request);
  const runtimeToken = host.runtimeToken(run, job);
  const secrets: Record<string, string> = {
    ...request.frame.secrets,
    ...environmentSecrets(request),
    GITHUB_TOKEN: token,
    github_token: token,
  };
  const mask = new SecretMask();
  for (const value of [...Object.values(secrets), runtimeToken]) mask.add(value);
  const variables = host.variablesOf(repository.id, request.environment?.name);
  const showDebug = [variables["ACTIONS_STEP_DEBUG"], secrets["ACTIONS_STEP_DEBUG"]].includes("true");
  const eventPath = writeEvent(paths, run.payload);
  const github = githubContext({
    host,
    run,
    repository,
    jobKey: job.key,
    token,
    workspace: paths.workspace,
    eventPath,
  });
  const runner = runnerContext(runnerName, paths);
  return {
    host,
    options,
    run,
    job,
    repository,
    paths,
    runnerName,
    signals,
    mask,
    token,
    log: new JobLog({ mask, showDebug, write: (text) => host.ledger.appendLog(job.id, text) }),
    trackingId: `github_${randomUUID()}`,
    defaults: {
      ...githubVariables(github),
      ...runnerVariables(runner),
      ...(showDebug ? { RUNNER_DEBUG: "1" } : {}),
    },
    actionDefaults: actionVariables(host, runtimeToken),
    contexts: { ...request.contexts, github, runner, vars: variables, secrets: asObject(secrets) },
    environment: new Map(),
    searchPath: [],
    posts: [],
    preparedStates: new Map(),
    processGroups: [],
    summaries: [],
  };
}

function actionVariables(host: RunnerHost, runtimeToken: string): Record<string, string> {
  return {
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ACTIONS_RUNTIME_URL: `${host.urls.results}/`,
    ACTIONS_CACHE_URL: `${host.urls.results}/`,
    ACTIONS_CACHE_SERVICE_V2: "true",
    ACTIONS_RESULTS_URL: `${host.urls.results}/`,
  };
}
