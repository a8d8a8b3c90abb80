import { z } from "zod";
import { interval, jsonNumber } from "../math/json-number-schema.ts";

const count = z.number().int().nonnegative();
const text = z.string().max(500);

/** On what both models were computed, and what differs from what the champion was computed on when it was released. */
export const comparabilitySchema = z.strictObject({
  rowsDigest: z.string().describe("sha256 of the ids in the order in which they were compared."),
  targetDigest: z.string().describe("sha256 of the true values in the same order."),
  metricCode: z.string().describe("Version of the definitions, for instance `pawl.metrics/1`."),
  changes: z
    .array(z.strictObject({ what: z.enum(["rows", "target", "metric code", "answers"]), detail: text }))
    .max(20)
    .describe("Empty when champion and challenger answered for the same rows, targets and definitions."),
});

const flipExample = z.strictObject({
  id: text,
  target: jsonNumber,
  champion: jsonNumber.describe("Score, probability of the true class, or prediction."),
  challenger: jsonNumber,
});

/** Rows whose predicted class changed between right and wrong. Classification only. */
export const flipsSchema = z.strictObject({
  bothRight: count,
  bothWrong: count,
  fixed: count.describe("Wrong by the champion, right by the challenger."),
  broken: count.describe("Right by the champion, wrong by the challenger."),
  test: z.strictObject({ name: z.enum(["mcnemar exact", "mcnemar"]), pValue: jsonNumber }),
  slices: z.array(z.strictObject({ slice: text, fixed: count, broken: count })).max(100),
  examples: z.strictObject({ fixed: z.array(flipExample).max(20), broken: z.array(flipExample).max(20) }),
});

const point = z.tuple([z.number(), z.number()]);
const line = z.array(point).max(400);
const pair = z.strictObject({ champion: line.nullable(), challenger: line }).nullable();
const matrix = z.array(z.array(z.number().nonnegative()).max(30)).max(30);
const histogram = z.strictObject({
  edges: z.array(z.number()).max(61),
  champion: z.array(z.number()).max(60).nullable(),
  challenger: z.array(z.number()).max(60),
});

/** What the plots show, thinned to what a screen can show. Null where the task has none. */
export const curvesSchema = z.strictObject({
  roc: pair.describe("False positive rate, true positive rate."),
  precisionRecall: pair.describe("Recall, precision."),
  calibration: pair.describe("Mean predicted probability, share of positives, one point a bin with rows."),
  residuals: histogram.nullable().describe("Prediction minus target: weight of each bin."),
  scores: histogram.nullable().describe("Scores or predictions: weight of each bin."),
  confusion: z
    .strictObject({ labels: z.array(text).max(30), champion: matrix.nullable(), challenger: matrix })
    .nullable()
    .describe("Weights by true class (row) and predicted class (column)."),
});

/** How much worse the primary metric gets when the values of a column are shuffled. */
export const importanceSchema = z.strictObject({
  metric: z.string(),
  repeats: count,
  rows: count.describe("Rows that were scored anew for each shuffle."),
  columns: z
    .array(
      z.strictObject({
        column: text,
        champion: jsonNumber.nullable(),
        challenger: jsonNumber,
        deviation: jsonNumber.describe("Standard deviation over the repeats, of the challenger."),
      }),
    )
    .max(200),
});

/** Series that training wrote, as DVC's plots and DVCLive write them. */
export const learningCurveSchema = z.strictObject({
  name: text,
  base: line.nullable(),
  head: line,
});

/** The primary metric of the last runs of the default branch, oldest first. */
export const historySchema = z.strictObject({
  metric: z.string(),
  runs: z.array(z.strictObject({ label: text, commit: text, value: jsonNumber })).max(50),
});

/** What it took. Null where it was not measured. */
export const costSchema = z.strictObject({
  wallSeconds: z.number().nonnegative(),
  queueSeconds: z.number().nonnegative().nullable(),
  gpuSeconds: z.number().nonnegative().nullable(),
  gpu: text.nullable().describe("Name of the accelerator."),
  peakMemoryBytes: count.nullable(),
  energyWattHours: z.number().nonnegative().nullable(),
  price: z
    .strictObject({ amount: z.number().nonnegative(), currency: z.string().max(8) })
    .nullable()
    .describe("By the rates of the policy."),
});

const locked = z.strictObject({
  path: z.string().max(300),
  digest: z.string().max(100).nullable().describe("As dvc.lock has it; null where it has none."),
  isChanged: z
    .boolean()
    .nullable()
    .describe("Whether base has another digest, or none; null when there is no base."),
});

/** The stages that the model was made and evaluated by, with what went in and what came out. */
export const lineageSchema = z.strictObject({
  stages: z
    .array(
      z.strictObject({
        stage: z.string().max(300),
        role: z.enum(["feature", "train", "evaluate"]),
        inputs: z.array(locked).max(50),
        outputs: z.array(locked).max(50),
      }),
    )
    .max(100)
    .describe("In an order in which they can run."),
});

/** How much a metric moves when only the seed of training changes. */
export const seedNoiseSchema = z.strictObject({
  metric: z.string(),
  values: z.array(jsonNumber).max(100).describe("One value a training run, the same rows."),
  deviation: jsonNumber.describe("Sample standard deviation (divisor n - 1); `nan` for one run."),
});

/** A statistical test of a difference on all rows. */
export const metricTestSchema = z.strictObject({
  name: z.enum(["delong", "mcnemar", "mcnemar exact", "paired bootstrap"]),
  pValue: jsonNumber.describe("Two-sided."),
  interval: interval.describe("Of the difference, by this test; null when it gives none."),
});

/** Where the rows of a slice come from. */
export const sliceOrigin = z.enum(["declared", "found"]);

/** Corrected for how many slices were looked at. */
export const sliceTestSchema = z.strictObject({
  pValue: jsonNumber.describe("One-sided: the challenger is worse here; Holm-corrected."),
  looks: count.describe("How many slices were tested."),
});

/** Rows whose predictions changed side. */
export type Flips = z.infer<typeof flipsSchema>;
/** What the plots show. */
export type Curves = z.infer<typeof curvesSchema>;
/** Points of one line. */
export type CurvePoints = z.infer<typeof line>;
/** Importance of columns by permutation. */
export type Importance = z.infer<typeof importanceSchema>;
/** What a run took. */
export type Cost = z.infer<typeof costSchema>;
/** What champion and challenger were computed on. */
export type Comparability = z.infer<typeof comparabilitySchema>;
/** A series of training. */
export type LearningCurve = z.infer<typeof learningCurveSchema>;
/** The primary metric over time. */
export type MetricHistory = z.infer<typeof historySchema>;
/** The stages behind a model. */
export type StageLineage = z.infer<typeof lineageSchema>;
/** Noise between training runs. */
export type SeedNoise = z.infer<typeof seedNoiseSchema>;
/** A test of a difference. */
export type MetricTest = z.infer<typeof metricTestSchema>;
