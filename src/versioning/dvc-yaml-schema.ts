import { z } from "zod";

const text = z.string().min(1);
const annotations = {
  desc: z.string().optional(),
  type: z.string().optional(),
  labels: z.array(z.string()).optional(),
  meta: z.unknown().optional(),
};

const outOptions = z.strictObject({
  ...annotations,
  cache: z.boolean().optional(),
  persist: z.boolean().optional(),
  remote: z.string().optional(),
  push: z.boolean().optional(),
  checkpoint: z.boolean().optional(),
});

const column = z.union([z.string(), z.array(z.string())]);
const plotOptions = outOptions.extend({
  template: z.string().optional(),
  x: column.optional(),
  y: column.optional(),
  x_label: z.string().optional(),
  y_label: z.string().optional(),
  title: z.string().optional(),
  header: z.boolean().optional(),
});

const out = z.union([text, z.record(text, outOptions)]);
const plot = z.union([text, z.record(text, z.union([plotOptions, z.array(plotOptions)]))]);
const params = z.union([text, z.record(text, z.array(text).nullable())]);

const stage = z.strictObject({
  cmd: z.union([text, z.array(text).min(1)]),
  wdir: z.string().nullish(),
  deps: z.array(text).nullish(),
  params: z.array(params).nullish(),
  vars: z.array(z.unknown()).nullish(),
  outs: z.array(out).nullish(),
  metrics: z.array(out).nullish(),
  plots: z.array(plot).nullish(),
  frozen: z.boolean().optional(),
  always_changed: z.boolean().optional(),
  desc: z.string().optional(),
  meta: z.unknown().optional(),
});

const artifact = z.strictObject({ ...annotations, path: text });

/** dvc.yaml without templates, which are refused before. Unknown keys are errors, as in DVC. */
export const dvcYamlSchema = z.strictObject({
  stages: z.record(z.string().min(1), stage).nullish(),
  params: z.array(z.unknown()).nullish(),
  metrics: z.array(z.unknown()).nullish(),
  plots: z.unknown().optional(),
  artifacts: z.record(z.string().regex(/^[a-z0-9]([a-z0-9-/]*[a-z0-9])?$/), artifact).nullish(),
  datasets: z.array(z.unknown()).nullish(),
  vars: z.array(z.unknown()).nullish(),
});

/** One stage as it is written. */
export type StageText = z.infer<typeof stage>;
/** An output as it is written. */
export type OutputText = z.infer<typeof out> | z.infer<typeof plot>;
/** dvc.yaml as it is written. */
export type DvcYaml = z.infer<typeof dvcYamlSchema>;
