import * as core from "@actions/core";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { PawlError } from "../errors.ts";
import type { Log, Location } from "../ports/log.ts";
import type { ActionDefinition } from "./define-action.ts";

/** What a verb gives back to its action. */
export interface ActionOutcome {
  /** `positive` ends the step well; `negative` fails it with `reason` and `reasonCode` and without a stack. */
  readonly decision: "positive" | "negative";
  readonly reasonCode: string;
  /** One line. */
  readonly reason: string;
  /** Values of the declared outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The versioned result, written as JSON; its path is the output `result`. */
  readonly result: Readonly<Record<string, unknown>> & { readonly schema: string };
  /** Markdown for the job summary; untrusted text in it is escaped already. */
  readonly summary?: string;
}

/** The log of a workflow: annotations for warnings and errors. */
export const actionLog: Log = {
  debug: core.debug,
  info: core.info,
  warning: (message, location) => core.warning(message, annotation(location)),
  error: (message, location) => core.error(message, annotation(location)),
};

function annotation(location: Location | undefined): core.AnnotationProperties {
  if (location === undefined) return {};
  return {
    file: location.file,
    ...(location.line === undefined ? {} : { startLine: location.line }),
    ...(location.column === undefined ? {} : { startColumn: location.column }),
  };
}

/**
 * The one door of every action: reads and checks the inputs, runs the verb, writes outputs, result file and job summary.
 * An error of the product ends the step with its message and hint; any other error is a defect and shows its stack.
 */
export async function runAction<Inputs extends z.ZodObject>(
  definition: ActionDefinition<Inputs>,
  verb: (inputs: z.infer<Inputs>, log: Log) => Promise<ActionOutcome>,
): Promise<void> {
  try {
    const outcome = await verb(readInputs(definition), actionLog);
    await publish(definition, outcome);
    if (outcome.decision === "negative") core.setFailed(`${outcome.reason} (${outcome.reasonCode})`);
  } catch (error) {
    if (error instanceof PawlError) core.setOutput("reason-code", error.code);
    core.setFailed(describe(error));
  }
}

function readInputs<Inputs extends z.ZodObject>(definition: ActionDefinition<Inputs>): z.infer<Inputs> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(definition.inputs.shape)) {
    const value = core.getInput(name);
    if (value !== "") given[name] = value;
  }
  const parsed = definition.inputs.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new PawlError("input.invalid", {
    message: `The inputs of pawl ${definition.verb} are not valid:\n${problems.join("\n")}`,
  });
}

async function publish(
  definition: { readonly verb: string; readonly outputs: Readonly<Record<string, string>> },
  outcome: ActionOutcome,
): Promise<void> {
  const directory = process.env["RUNNER_TEMP"] ?? process.cwd();
  const path = join(directory, `pawl-${definition.verb}-result.json`);
  await mkdir(directory, { recursive: true });
  await writeFile(path, `${JSON.stringify(outcome.result, null, 2)}\n`);
  core.setOutput("result", path);
  core.setOutput("reason-code", outcome.reasonCode);
  for (const name of Object.keys(definition.outputs)) core.setOutput(name, outcome.outputs[name] ?? "");
  if (outcome.summary !== undefined && process.env["GITHUB_STEP_SUMMARY"] !== undefined) {
    await core.summary.addRaw(outcome.summary, true).write();
  }
}

function describe(error: unknown): string {
  if (error instanceof PawlError) return `${error.message}\n${error.hint} (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
