import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parseCommandFile } from "./command-file.ts";
import { levelEnvironment, type StepScope } from "./job-state.ts";
import { trackingVariable } from "./orphan-processes.ts";
import { runProcess } from "./process-runner.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

const alwaysAllowed = ["PATH", "HOME", "TMPDIR", "LANG"];
const maxSummaryBytes = 1024 * 1024;

/** A larger file of a step is not read: what GitHub takes of it is far less. */
const maxCommandFileBytes = 64 * 1024 * 1024;

function readCommandFile(file: string): string {
  const { size } = statSync(file);
  if (size <= maxCommandFileBytes) return readFileSync(file, "utf8");
  throw new WorkflowError(`a command file has ${size} bytes, at most ${maxCommandFileBytes} are read`);
}

/** A process that a step starts. */
export interface StepProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Environment of the step beside that of its scope: `env:`, `INPUT_*`, `STATE_*`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What a step's process left behind. */
export interface StepProcessResult {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** Set when the step must fail although its process ended well. */
  readonly problem: string | undefined;
}

interface CommandFiles {
  readonly output: string;
  readonly environment: string;
  readonly path: string;
  readonly state: string;
  readonly summary: string;
}

function makeCommandFiles(temp: string): CommandFiles {
  const directory = join(temp, "_runner_file_commands");
  mkdirSync(directory, { recursive: true });
  const id = randomUUID();
  const make = (kind: string): string => {
    const file = join(directory, `${kind}_${id}`);
    writeFileSync(file, "");
    return file;
  };
  return {
    output: make("set_output"),
    environment: make("set_env"),
    path: make("add_path"),
    state: make("save_state"),
    summary: make("step_summary"),
  };
}

/** PATH of a step: Node of the runner first, then what `GITHUB_PATH` added, then the machine's. */
function searchPath(scope: StepScope, inherited: string): string {
  return [...scope.job.searchPath, dirname(process.execPath), inherited].join(delimiter);
}

function inheritedEnvironment(scope: StepScope): Record<string, string> {
  const names = [...alwaysAllowed, ...scope.job.options.allowedEnvironment];
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function actionVariables(scope: StepScope): Record<string, string> {
  const { action } = scope;
  if (action === undefined) return {};
  return {
    GITHUB_ACTION_PATH: action.directory,
    GITHUB_ACTION_REPOSITORY: action.repository,
    GITHUB_ACTION_REF: action.ref,
  };
}

function stepEnvironment(
  scope: StepScope,
  own: Readonly<Record<string, string>>,
  files: CommandFiles,
): Record<string, string> {
  const { job } = scope;
  const inherited = inheritedEnvironment(scope);
  return {
    ...inherited,
    ...job.options.environment,
    PATH: searchPath(scope, inherited["PATH"] ?? ""),
    [trackingVariable]: job.trackingId,
    ...levelEnvironment(scope),
    ...own,
    ...job.defaults,
    ...actionVariables(scope),
    GITHUB_OUTPUT: files.output,
    GITHUB_ENV: files.environment,
    GITHUB_PATH: files.path,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
  };
}

function readEntries(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(parseCommandFile(readCommandFile(file)));
}

function applyEnvironment(scope: StepScope, file: string): void {
  for (const [name, value] of Object.entries(readEntries(file))) {
    if (name.toUpperCase() === "NODE_OPTIONS")
      throw new WorkflowError("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    scope.job.environment.set(name, value);
  }
}

function applyPath(scope: StepScope, file: string): void {
  for (const line of readCommandFile(file).split(/\r?\n/)) {
    if (line.trim() !== "") scope.job.searchPath.unshift(line);
  }
}

function applySummary(scope: StepScope, file: string): void {
  if (statSync(file).size > maxSummaryBytes) {
    scope.job.log.error("$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k");
    return;
  }
  const summary = readFileSync(file, "utf8");
  if (summary !== "") scope.job.summaries.push(scope.job.mask.redact(summary));
}

function collect(scope: StepScope, files: CommandFiles): Omit<StepProcessResult, "exitCode"> {
  try {
    applyEnvironment(scope, files.environment);
    applyPath(scope, files.path);
    applySummary(scope, files.summary);
    return { outputs: readEntries(files.output), state: readEntries(files.state), problem: undefined };
  } catch (error) {
    return { outputs: {}, state: {}, problem: `Unable to process file command: ${messageOf(error)}` };
  }
}

/** Runs a step's process with its environment and command files, then takes over what it wrote to them. */
export async function runStepProcess(scope: StepScope, step: StepProcess): Promise<StepProcessResult> {
  const { job } = scope;
  const files = makeCommandFiles(job.paths.temp);
  let forbidden: string | undefined;
  const onLine = (line: string): void => {
    forbidden = job.log.output(line) ?? forbidden;
  };
  const end = await runProcess({
    command: step.command,
    args: step.args,
    cwd: step.cwd,
    env: stepEnvironment(scope, step.environment, files),
    onLine,
    signal: step.signal,
    killDelays: job.options.killDelays,
  });
  job.log.resumeCommands();
  if (end.pid !== undefined) job.processGroups.push(end.pid);
  const collected = collect(scope, files);
  const problem =
    forbidden === undefined
      ? collected.problem
      : `::${forbidden}:: is not supported by the sandbox's runner; write to the file of GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV or GITHUB_PATH`;
  return { ...collected, problem, exitCode: end.exitCode };
}
