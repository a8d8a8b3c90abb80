import { z } from "zod";

let built: DvcYamlSchemas | undefined;

/** The forms of dvc.yaml. Unknown keys are errors, as in DVC. */
export interface DvcYamlSchemas {
  /** The sections; each stage is checked by a schema of its own. */
  readonly file: z.ZodType;
  /** A stage as it is written, one that `matrix` makes several of too. */
  readonly stage: z.ZodType;
  /** A stage that `foreach` makes several of: nothing stands beside `foreach` and `do`. */
  readonly group: z.ZodType;
}

/** The schemas of dvc.yaml, built when they are first asked for: that takes longer than reading a small pipeline. */
export function dvcYamlSchemas(): DvcYamlSchemas {
  return (built ??= { file: fileSchema(), ...stageSchemas() });
}

const text = z.string();
const list = z.array(z.unknown());

function annotations() {
  return {
    desc: text.optional(),
    type: text.optional(),
    labels: z.array(text).optional(),
    meta: z.unknown().optional(),
  };
}

function vars(): z.ZodType {
  return z.array(z.union([text, z.record(text, z.unknown())]));
}

function outputs(): { readonly out: z.ZodType; readonly plot: z.ZodType } {
  const outOptions = z.strictObject({
    ...annotations(),
    cache: z.boolean().optional(),
    persist: z.boolean().optional(),
    remote: text.optional(),
    push: z.boolean().optional(),
    checkpoint: z.boolean().optional(),
  });

  const plotOptions = outOptions.extend({
    template: text.optional(),
    x: text.optional(),
    y: text.optional(),
    x_label: text.optional(),
    y_label: text.optional(),
    title: text.optional(),
    header: z.boolean().optional(),
  });

  return {
    out: z.union([text, z.record(text, outOptions)]),
    plot: z.union([text, z.record(text, plotOptions)]),
  };
}

function stageSchemas(): Pick<DvcYamlSchemas, "stage" | "group"> {
  const { out, plot } = outputs();
  const stage = z.strictObject({
    cmd: z.union([text, list]),
    wdir: text.optional(),
    deps: z.array(text).optional(),
    params: z.array(z.union([text, z.record(text, z.unknown())])).optional(),
    vars: vars().optional(),
    outs: z.array(out).optional(),
    metrics: z.array(out).optional(),
    plots: z.array(plot).optional(),
    frozen: z.boolean().optional(),
    always_changed: z.boolean().optional(),
    desc: text.optional(),
    meta: z.unknown().optional(),
    matrix: z.record(text, z.union([text, list])).optional(),
  });

  const group = z.strictObject({
    foreach: z.union([text, list, z.record(text, z.unknown())]),
    do: stage,
  });

  return { stage, group };
}

function fileSchema(): z.ZodType {
  const fields = z.union([text, z.array(text)]);
  const plotDefinition = z.strictObject({
    x: z.union([text, z.record(text, text)]).optional(),
    y: z.union([fields, z.record(text, fields)]).optional(),
    x_label: text.optional(),
    y_label: text.optional(),
    title: text.optional(),
    template: text.optional(),
  });

  return z.strictObject({
    vars: vars().optional(),
    stages: z.record(text, z.record(text, z.unknown())).optional(),
    params: z.array(text).optional(),
    metrics: z.array(text).optional(),
    plots: z.array(z.union([text, z.record(text, plotDefinition.nullable())])).optional(),
    artifacts: z.record(text, z.strictObject({ ...annotations(), path: text })).optional(),
    datasets: list.optional(),
  });
}
