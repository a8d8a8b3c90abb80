import { evaluateCondition, evaluateNode, interpolate, toText } from "./expression.ts";
import { openJob, type JobRequest } from "./job-contexts.ts";
import {
  currentStatus,
  expressionScope,
  type JobState,
  type RunningStatus,
  type StepScope,
} from "./job-state.ts";
import { asList, asObject, jsonText, stringAt } from "./json.ts";
import { killOrphans } from "./orphan-processes.ts";
import { parseActionReference } from "./action-source.ts";
import { resolveAction } from "./run-action.ts";
import { evaluateTexts, guardStep, runPreStep, runStep, stepName } from "./run-step.ts";
import { StepJournal } from "./step-journal.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** What the outputs of one job may take together, as on GitHub. */
const maxOutputBytes = 1024 * 1024;

/** How a job ended. */
export interface JobEnd {
  readonly status: RunningStatus;
  readonly outputs: Readonly<Record<string, string>>;
  /** `environment.url`, evaluated; absent when none is written. */
  readonly environmentUrl?: string;
}

function openScope(request: JobRequest, state: JobState): StepScope {
  const scope: StepScope = {
    job: state,
    inputs: request.frame.inputs,
    steps: new Map(),
    environment: {},
    action: undefined,
    runDefaults: {},
    depth: 0,
    status: "success",
  };
  const workflowEnvironment = evaluateTexts(request.workflow.document["env"], expressionScope(scope));
  const outer = { ...scope, environment: workflowEnvironment };
  const jobEnvironment = evaluateTexts(request.definition["env"], expressionScope(outer));
  const complete = { ...scope, environment: { ...workflowEnvironment, ...jobEnvironment } };
  return { ...complete, runDefaults: runDefaults(request, complete) };
}

function runDefaults({ workflow, definition }: JobRequest, scope: StepScope): StepScope["runDefaults"] {
  const levels = [workflow.document, definition].map((level) => asObject(asObject(level["defaults"])["run"]));
  const merged = evaluateTexts(
    Object.assign({}, ...levels) as Record<string, string>,
    expressionScope(scope),
  );
  const { shell, "working-directory": workingDirectory } = merged;
  return {
    ...(shell === undefined ? {} : { shell }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
  };
}

/** Brings the actions of other repositories to disk, so that a wrong name fails the job before its first step. */
async function prepareActions(scope: StepScope, request: JobRequest): Promise<void> {
  for (const step of asList(request.definition["steps"])) {
    const uses = stringAt(step, "uses");
    if (uses !== undefined && parseActionReference(uses) !== undefined) await resolveAction(scope, uses);
  }
}

/** Returns whether the steps may run. A `pre` that failed lets those with `always()` run. */
async function setUp(scope: StepScope, request: JobRequest, journal: StepJournal): Promise<boolean> {
  const { job } = scope;
  const end = journal.start("Set up job");
  job.log.line(`Current runner: ${job.runnerName} of the sandbox, Node ${process.version}`);
  job.log.line(`Job: ${request.job.name}, commit ${request.run.sha}`);
  const result = await guardStep(scope, "Set up job", undefined, async () => {
    if (request.workflow.errors.length > 0) throw new WorkflowError(request.workflow.errors.join("\n"));
    await prepareActions(scope, request);
    return { status: "success", outputs: {} };
  });
  scope.status = result.status;
  end(result.status);
  if (result.status !== "success") return false;
  for (const raw of asList(request.definition["steps"]).map(asObject)) {
    await runPreStep(scope, raw, (name) => journal.start(name));
  }
  return true;
}

function safeName(scope: StepScope, step: Parameters<typeof stepName>[0]): string {
  try {
    return stepName(step, expressionScope(scope));
  } catch {
    return stringAt(step, "name") ?? stringAt(step, "uses") ?? "Run";
  }
}

async function runMainSteps(scope: StepScope, request: JobRequest, journal: StepJournal): Promise<void> {
  for (const raw of asList(request.definition["steps"]).map(asObject)) {
    if (scope.job.signals.stopped.aborted) return;
    const end = journal.start(safeName(scope, raw));
    const result = await runStep(scope, raw);
    end(result.conclusion);
  }
}

async function runPosts(scope: StepScope, journal: StepJournal): Promise<void> {
  for (let post = scope.job.posts.pop(); post !== undefined; post = scope.job.posts.pop()) {
    if (scope.job.signals.stopped.aborted) return;
    const { name, run, condition } = post;
    // `success()` in a post-if is about the job, not about the composite action that registered it.
    const shown = { ...post.scope, status: scope.status };
    const end = journal.start(name);
    if (!evaluateCondition(condition, expressionScope(shown))) {
      end("skipped");
      continue;
    }
    const result = await guardStep(scope, name, undefined, (signal) => run(signal));
    if (result.status === "failure") scope.status = "failure";
    end(result.status);
  }
}

function readOutputs(scope: StepScope, request: JobRequest): Record<string, string> {
  const expressions = expressionScope(scope);
  const entries = Object.entries(asObject(request.definition["outputs"])).map(
    ([name, value]): [string, string] => [name, interpolate(jsonText(value), expressions)],
  );
  const { mask, log } = scope.job;
  const bytes = entries.reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
  if (bytes > maxOutputBytes)
    throw new WorkflowError(
      `The outputs of the job have ${bytes} bytes, at most ${maxOutputBytes} are allowed`,
    );
  return Object.fromEntries(
    entries.filter(([name, value]) => {
      if (mask.redact(value) === value) return true;
      log.warning(`Skip output '${name}' since it may contain secret.`);
      return false;
    }),
  );
}

function readEnvironmentUrl(scope: StepScope, { environment }: JobRequest): string | undefined {
  return environment?.url === undefined
    ? undefined
    : toText(evaluateNode(environment.url, expressionScope(scope)));
}

function tellTimeout({ timeout }: JobRequest, { log, runnerName }: JobState): void {
  if (!timeout.signal.aborted) return;
  const minutes = timeout.minutes;
  log.error(
    `The job running on runner ${runnerName} has exceeded the maximum execution time of ${minutes} minutes.`,
  );
}

async function cleanUp(state: JobState, journal: StepJournal): Promise<void> {
  const end = journal.start("Complete job");
  const killed = await killOrphans(state.trackingId, state.processGroups);
  state.log.line("Cleaning up orphan processes");
  for (const pid of killed) state.log.line(`Terminate orphan process: pid (${pid})`);
  state.host.revokeToken(state.token);
  end("success");
}

async function runOpenJob(request: JobRequest, state: JobState, journal: StepJournal): Promise<JobEnd> {
  let scope: StepScope | undefined;
  let outputs: Record<string, string> = {};
  let environmentUrl: string | undefined;
  try {
    scope = openScope(request, state);
    const isSetUp = await setUp(scope, request, journal);
    if (isSetUp) await runMainSteps(scope, request, journal);
    await runPosts(scope, journal);
    outputs = readOutputs(scope, request);
    environmentUrl = readEnvironmentUrl(scope, request);
    tellTimeout(request, state);
  } catch (error) {
    state.log.error(messageOf(error));
    return { status: "failure", outputs };
  } finally {
    await cleanUp(state, journal);
  }
  return {
    status: currentStatus(scope),
    outputs,
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
  };
}

/** Runs one job from "Set up job" to "Complete job". Never throws: what goes wrong is in its log. */
export async function runJob(request: JobRequest): Promise<JobEnd> {
  const { host } = request;
  const state = openJob(request);
  const journal = new StepJournal(host, request.job);
  journal.update({
    status: "in_progress",
    startedAt: host.timestamp(),
    runnerId: request.runner.id,
    runnerName: state.runnerName,
  });
  const end = await runOpenJob(request, state, journal);
  journal.update({
    status: "completed",
    conclusion: end.status,
    completedAt: host.timestamp(),
    annotations: state.log.annotations,
    outputs: end.outputs,
    summary: state.summaries.join("\n"),
  });
  return end;
}
