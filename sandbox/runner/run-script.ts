import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { StepScope } from "./job-state.ts";
import { runStepProcess, type StepProcessResult } from "./step-process.ts";
import { WorkflowError } from "./workflow-error.ts";

/** A `run:` step whose expressions are evaluated. */
export interface ScriptStep {
  readonly script: string;
  /** `shell:` of the step or of `defaults.run`; `undefined` when neither is written. */
  readonly shell: string | undefined;
  /** Relative to the workspace, or absolute. */
  readonly workingDirectory: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

interface Shell {
  readonly extension: string;
  readonly command: readonly string[];
}

const namedShells: Readonly<Record<string, Shell>> = {
  bash: { extension: ".sh", command: ["bash", "--noprofile", "--norc", "-eo", "pipefail", "{0}"] },
  sh: { extension: ".sh", command: ["sh", "-e", "{0}"] },
  python: { extension: ".py", command: ["python", "{0}"] },
};

const shellWhenUnwritten: Shell = { extension: ".sh", command: ["bash", "-e", "{0}"] };

function findShell(shell: string | undefined): Shell {
  if (shell === undefined) return shellWhenUnwritten;
  const named = namedShells[shell];
  if (named !== undefined) return named;
  if (shell.includes("{0}")) return { extension: "", command: shell.trim().split(/\s+/) };
  throw new WorkflowError(
    `shell: ${shell} is not supported by the sandbox's runner; take bash, sh, python or "command {0}"`,
  );
}

/** Where a step's process starts. */
export function resolveWorkingDirectory(workspace: string, directory: string | undefined): string {
  if (directory === undefined || directory === "") return workspace;
  return isAbsolute(directory) ? directory : join(workspace, directory);
}

function header(step: ScriptStep, command: readonly string[]): readonly string[] {
  const environment = Object.entries(step.environment).map(([name, value]) => `  ${name}: ${value}`);
  return [
    ...step.script.trimEnd().split("\n"),
    `shell: ${command.join(" ")}`,
    ...(environment.length === 0 ? [] : ["env:", ...environment]),
  ];
}

/** Runs a `run:` step. `bash` stops at the first error and at errors in pipes, as on GitHub. */
export async function runScript(scope: StepScope, step: ScriptStep): Promise<StepProcessResult> {
  const { paths, log } = scope.job;
  const shell = findShell(step.shell);
  const file = join(paths.temp, `${randomUUID()}${shell.extension}`);
  writeFileSync(file, step.script.endsWith("\n") ? step.script : `${step.script}\n`);
  const [first = ""] = step.script.split("\n");
  log.group(`Run ${first}`, header(step, shell.command));
  const [command = "", ...args] = shell.command.map((part) => part.replace("{0}", file));
  return runStepProcess(scope, {
    command,
    args,
    cwd: resolveWorkingDirectory(paths.workspace, step.workingDirectory),
    environment: step.environment,
    signal: step.signal,
  });
}
