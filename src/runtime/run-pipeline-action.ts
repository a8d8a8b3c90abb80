import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import type { Log } from "../ports/log.ts";
import { createClock } from "./compose.ts";
import { isFork } from "./publish-models.ts";
import { recordFailure } from "./record-failure.ts";
import { isAskedRun, type PipelinePlace, recordPipeline } from "./record-pipeline.ts";
import { publishReports } from "./publish-reports.ts";
import type { ActionOutcome } from "./run-action.ts";
import { runExplainAction } from "./run-explain-action.ts";
import { runPipeline, type PipelineOutcome, type RunPipelineOptions } from "./run-pipeline.ts";
import { watchStages } from "./watch-stages.ts";
import { workflowRepository } from "./workflow-repository.ts";

const eventSchema = z.object({ repository: z.object({ default_branch: z.string() }) });

/** Inputs of the root action, as its schema gives them. */
export interface PipelineInputs {
  readonly token: string;
  readonly base?: string | undefined;
  readonly branch?: string | undefined;
  readonly retrain?: string | undefined;
  readonly issue?: string | undefined;
  readonly step: "feature" | "train" | "evaluate" | "explain";
  readonly model?: string | undefined;
  readonly set?: string | undefined;
  readonly "working-directory": string;
  readonly config: string;
  readonly artifact: string;
}

/** The verb of the root action: runs the pipeline and publishes its reports. */
export async function runPipelineAction(inputs: PipelineInputs, log: Log): Promise<ActionOutcome> {
  const started = createClock().now();
  const directory = resolve(inputs["working-directory"]);
  const github = { token: inputs.token, ...workflowRepository() };
  const set = (inputs.set ?? "").split("\n").filter((line) => line !== "");
  const { step } = inputs;
  if (step === "explain") return runExplainAction({ ...inputs, set, directory, github, log });
  const place = { ...inputs, step, directory, github, started, log };
  const outcome = await runRecorded(place, {
    ...inputs,
    step,
    set,
    directory,
    github,
    runId: process.env["GITHUB_RUN_ID"] ?? "0",
    defaultBranch: await readDefaultBranch(process.env["GITHUB_EVENT_PATH"]),
    log,
  });
  await recordPipeline(outcome, place);
  const published =
    outcome.ended === undefined
      ? await publishReports(outcome.evaluations, inputs.artifact)
      : endedOutcome(outcome.ended);
  const outputs = { ...published.outputs, changed: String(outcome.changed), "head-sha": outcome.headSha };
  return { ...published, outputs };
}

/** A pipeline that fails leaves its record; a fork's token may not, and `/ml run` hands it over. */
async function runRecorded(
  place: PipelinePlace & Pick<PipelineInputs, "model" | "retrain">,
  options: RunPipelineOptions,
): Promise<PipelineOutcome> {
  const watch = watchStages();
  try {
    return await runPipeline({ ...options, progress: watch.progress });
  } catch (error) {
    const isAsked = isAskedRun(place);
    if (isFork(place) && !isAsked) throw error;
    const { retrain, github } = place;
    const writer = isAsked ? {} : { github };
    const { github: _, ...rest } = place;
    const failed = { ...rest, ...writer, failedStage: watch.failedStage() };
    await recordFailure(
      error,
      retrain === undefined
        ? { ...failed, verb: "evaluate" }
        : { ...failed, verb: "retrain", isFixed: true, model: retrain },
    );
    throw error;
  }
}

/** Nothing to evaluate is no failure of the step. */
function endedOutcome(ended: NonNullable<PipelineOutcome["ended"]>): ActionOutcome {
  const result = { schema: "pawl.evaluate/1", verdict: "pass", reports: [] };
  return { decision: "positive", ...ended, outputs: { verdict: "pass", report: "" }, result };
}

async function readDefaultBranch(eventPath: string | undefined): Promise<string> {
  if (eventPath === undefined) return "main";
  const event = eventSchema.safeParse(JSON.parse(await readFile(eventPath, "utf8")));
  return event.data?.repository.default_branch ?? "main";
}
