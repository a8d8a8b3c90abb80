import { z } from "zod";
import { jsonNumber } from "../math/json-number-schema.ts";
import { actor, contentDigest, entityName, instant, naturalKey, sha, shortText } from "./record-fields.ts";

/** Most params, metrics, inputs, outputs or artifacts of one run. */
export const mostItems = 1000;

/** A file or folder that a run read or wrote. */
const datum = z.object({
  path: shortText.describe("From the root of the repository, or a URL."),
  digest: contentDigest.nullable().describe("Null when nothing recorded one."),
  sizeBytes: z.number().int().nonnegative().nullable(),
  kind: z.enum(["data", "code", "model", "metrics"]),
});

const metric = z.object({
  name: shortText,
  value: jsonNumber,
  slice: shortText.nullable().describe("Null: all rows."),
  interval: z.tuple([jsonNumber, jsonNumber]).nullable(),
});

const artifact = z.object({
  name: shortText,
  uri: shortText.describe(
    "Where it can be had: a Release's asset, a path, a remote's address. Never a secret.",
  ),
  digest: contentDigest.nullable(),
  sizeBytes: z.number().int().nonnegative().nullable(),
});

const trigger = z.object({
  event: z.string().max(100).describe("GitHub's event name, or `cli`."),
  workflow: shortText.nullable().describe("Path of the workflow file."),
  runId: z.number().int().positive().nullable().describe("The workflow run."),
  attempt: z.number().int().positive().nullable(),
  job: shortText.nullable(),
  pullRequest: z.number().int().positive().nullable(),
  url: shortText.nullable(),
  request: naturalKey
    .optional()
    .describe("What asked for it: `issuecomment-17`; absent when nothing did, or nobody knows."),
});

const environment = z.object({
  os: shortText,
  architecture: z.string().max(100),
  runner: shortText.nullable().describe("Name of the runner; null outside of a workflow."),
  image: shortText.nullable().describe("The runner's image, when it names one."),
  versions: z
    .record(z.string().max(200), z.string().max(200))
    .describe("Tool → version, for instance `node`, `pawl`, `python`."),
});

const hardware = z.object({
  cpus: z.number().int().nonnegative(),
  memoryBytes: z.number().int().nonnegative(),
  gpus: z.array(shortText).max(64),
});

/** What a run made of a model. */
const runModel = z.object({
  name: entityName,
  version: z.string().max(100).nullable().describe("`v1.2.3` once it is registered."),
  status: z
    .enum(["none", "candidate", "registered", "deployed", "retired", "failed"])
    .describe("Where the model stood when the run ended."),
  digest: contentDigest.nullable(),
});

/** `pawl.run/1`: one run of one verb for one model, or for none. */
export const runSchema = z.object({
  schema: z.literal("pawl.run/1"),
  id: naturalKey.describe("Unique: `<workflow run>.<attempt>/<verb>/<model>` in a workflow."),
  key: naturalKey.describe("The natural key; of a run it is `run/<id>`."),
  verb: z.enum(["feature", "train", "evaluate", "register", "deploy", "predict", "monitor", "retrain"]),
  model: runModel.nullable(),
  actor,
  trigger,
  startedAt: instant,
  endedAt: instant,
  durationSeconds: z.number().nonnegative().describe("Of the clock of the machine that ran."),
  state: z
    .enum(["done", "negative", "failed", "cancelled"])
    .describe("`negative`: an expected negative answer."),
  reasonCode: z.string().max(200).nullable(),
  failedStage: shortText
    .optional()
    .describe("Address of the stage of dvc.yaml that failed; absent when none did."),
  commit: sha.nullable().describe("The code; null outside of git."),
  ref: shortText.nullable(),
  params: z
    .record(z.string().max(mostItems), z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]))
    .describe("`<file>:<key>` → value; lists and NaN as JSON text."),
  inputs: z.array(datum).max(mostItems),
  outputs: z.array(datum).max(mostItems),
  environment,
  hardware: hardware.nullable(),
  metrics: z.array(metric).max(mostItems),
  artifacts: z.array(artifact).max(mostItems),
  parents: z.array(naturalKey).max(100).describe("Ids of the runs that this one builds on."),
  retryOf: naturalKey.nullable().describe("Id of the attempt before, of the same workflow run."),
});

/** A run, as data. */
export type RunRecord = z.infer<typeof runSchema>;
/** A file or folder of a run. */
export type RunDatum = z.infer<typeof datum>;
/** A metric of a run. */
export type RunMetric = z.infer<typeof metric>;
