import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { statusFunctions } from "./status-functions.ts";
import { hashFiles } from "./hash-files.ts";
import type { HostRepository, JobRecord, RunnerHost, RunRecord } from "./host.ts";
import type { JobLog } from "./job-log.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";
import type { CompleteRunnerOptions } from "./runner-options.ts";
import type { SecretMask } from "./secret-mask.ts";
import { data } from "@actions/expressions";
import type { ExpressionScope } from "./expression.ts";

/** How things stand, for `success()`, `failure()` and `cancelled()`. */
export type RunningStatus = "success" | "failure" | "cancelled";

/** Folders of one job. */
export interface JobPaths {
  /** `GITHUB_WORKSPACE`. */
  readonly workspace: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  readonly toolCache: string;
  /** Where actions of other repositories lie, by commit. */
  readonly actions: string;
}

/** The two ways in which a job is told to end. */
export interface JobSignals {
  /** Somebody cancelled the run: steps with `always()` or `cancelled()` still run. */
  readonly cancelled: AbortSignal;
  /** The runner shuts down, or the job's time is over: no further step runs. */
  readonly stopped: AbortSignal;
}

/** A step that runs when the job's steps are through: the `post` of an action. */
export interface PostStep {
  readonly name: string;
  readonly condition: string;
  readonly scope: StepScope;
  readonly run: (signal: AbortSignal) => Promise<StepEnd>;
}

/** How a step ended, before `continue-on-error` is looked at. */
export interface StepEnd {
  readonly status: RunningStatus;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What the steps of one job share. */
export interface JobState {
  readonly host: RunnerHost;
  readonly options: CompleteRunnerOptions;
  readonly run: RunRecord;
  readonly job: JobRecord;
  readonly repository: HostRepository;
  readonly paths: JobPaths;
  readonly runnerName: string;
  readonly signals: JobSignals;
  readonly mask: SecretMask;
  readonly log: JobLog;
  readonly token: string;
  /** Marks the job's processes. */
  readonly trackingId: string;
  /** `GITHUB_*`, `RUNNER_*` and what else is the same in every step. */
  readonly defaults: Readonly<Record<string, string>>;
  /** What actions see beside that, and scripts do not: the artifact service. */
  readonly actionDefaults: Readonly<Record<string, string>>;
  /** Contexts that are the same in every step: github, runner, needs, matrix, strategy, vars, secrets. */
  readonly contexts: JsonObject;
  /** Written by `GITHUB_ENV`; holds for the steps after. */
  readonly environment: Map<string, string>;
  /** Written by `GITHUB_PATH`, newest first. */
  readonly searchPath: string[];
  readonly posts: PostStep[];
  /** What the `pre` of an action saved for its `main`, by the step as written; set for each `pre` that was looked at. */
  readonly preparedStates: Map<JsonObject, Readonly<Record<string, string>>>;
  /** Process groups that steps ran in. */
  readonly processGroups: number[];
  readonly summaries: string[];
}

/** What the `steps` context holds about a step that is through. */
export interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: RunningStatus | "skipped";
  readonly conclusion: RunningStatus | "skipped";
}

/** The action whose steps run. */
export interface ActionPlace {
  readonly directory: string;
  /** `owner/repo`, or "" for an action of the checked-out repository. */
  readonly repository: string;
  readonly ref: string;
}

/** What a list of steps sees: those of a job, or of a composite action. */
export interface StepScope {
  readonly job: JobState;
  readonly inputs: JsonObject;
  /** Results by step id, filled as steps end. */
  readonly steps: Map<string, StepResult>;
  /** Environment of the levels around, e.g. workflow and job; `GITHUB_ENV` comes on top. */
  readonly environment: Readonly<Record<string, string>>;
  readonly action: ActionPlace | undefined;
  /** `defaults.run` of workflow and job; `{}` in a composite action. */
  readonly runDefaults: { readonly shell?: string; readonly workingDirectory?: string };
  /** 0 in a job, 1 in a composite action that it uses, and so on. */
  readonly depth: number;
  /** The job's status, or that of the composite action's own steps. */
  status: RunningStatus;
}

function hashFilesFunction(workspace: string): FunctionDefinition {
  return {
    name: "hashFiles",
    minArgs: 1,
    maxArgs: 255,
    call: (...patterns) =>
      new data.StringData(
        hashFiles(
          workspace,
          patterns.flatMap((pattern) => pattern.coerceString().split("\n")),
        ),
      ),
  };
}

function stepsContext(steps: ReadonlyMap<string, StepResult>): Json {
  return Object.fromEntries(
    [...steps].map(([id, result]) => [id, { ...result, outputs: { ...result.outputs } }]),
  );
}

/** How things stand in a scope: a cancellation of the job holds in each of them. */
export function currentStatus(scope: StepScope): RunningStatus {
  const { cancelled, stopped } = scope.job.signals;
  return cancelled.aborted || stopped.aborted ? "cancelled" : scope.status;
}

/** `inputs`, `env`, `steps`, `job` and the contexts of the whole job, with status functions and `hashFiles`. */
export function expressionScope(
  scope: StepScope,
  environment: Readonly<Record<string, string>> = levelEnvironment(scope),
): ExpressionScope {
  const { job, action } = scope;
  const status = currentStatus(scope);
  const github = { ...asObject(job.contexts["github"]), ...actionMembers(action), action_status: status };
  return {
    contexts: {
      ...job.contexts,
      github,
      inputs: scope.inputs,
      env: { ...environment },
      steps: stepsContext(scope.steps),
      job: { status: currentStatus(scope), check_run_id: job.job.id, container: {}, services: {} },
    },
    functions: [...statusFunctions(() => status), hashFilesFunction(job.paths.workspace)],
  };
}

function actionMembers(action: ActionPlace | undefined): JsonObject {
  if (action === undefined) return {};
  return { action_path: action.directory, action_repository: action.repository, action_ref: action.ref };
}

/** The environment that a scope's steps start from: its levels, then what `GITHUB_ENV` added. */
export function levelEnvironment(scope: StepScope): Readonly<Record<string, string>> {
  return { ...scope.environment, ...Object.fromEntries(scope.job.environment) };
}

/** The signal that ends a step which starts now: after a cancellation only the runner's stop does. */
export function stepSignal({ signals }: JobState): AbortSignal {
  return signals.cancelled.aborted ? signals.stopped : AbortSignal.any([signals.cancelled, signals.stopped]);
}
