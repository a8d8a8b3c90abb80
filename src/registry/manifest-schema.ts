import { z } from "zod";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const tensorSpec = z.strictObject({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.number().int()),
});

const signatureSchema = z.strictObject({ inputs: z.array(tensorSpec), outputs: z.array(tensorSpec) });

/** `pawl.manifest/1`: the asset `manifest.json` of a Release. Everything else about a version hangs on its digests. */
export const manifestSchema = z.strictObject({
  schema: z.literal("pawl.manifest/1"),
  model: z.string(),
  /** `v1.2.3`. */
  version: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  task: z.enum(["binary-classification", "multiclass-classification", "regression"]),
  artifact: z.strictObject({
    path: z.string(),
    /** `model.onnx`, or the name of another file, or of the list of a folder's files. */
    asset: z.string(),
    sizeBytes: z.number().int(),
    sha256: digest,
    md5: z.string(),
  }),
  /** Null when the model is no ONNX: nothing is known of its inputs and outputs, and it cannot be served. */
  signature: signatureSchema.nullable(),
  /** Columns that come with a request and are logged but not fed to the model. */
  columns: z.strictObject({
    id: z.string().nullable(),
    timestamp: z.string().nullable(),
    target: z.string().nullable(),
  }),
  /** sha256 over what the version was made of, for the version rule. */
  digests: z.strictObject({ code: digest, params: digest, data: digest }),
  /** Why this version number: `first`, `signature-changed`, `code-or-params-changed`, `data-changed`, `label`. */
  bump: z.strictObject({
    level: z.enum(["first", "major", "minor", "patch"]),
    reason: z.string(),
    previous: z.string().nullable(),
  }),
  /** A few real rows and the released model's outputs for them: the smoke test of a deployment. */
  examples: z.strictObject({
    inputs: z.array(z.record(z.string(), z.unknown())),
    outputs: z.array(z.record(z.string(), z.unknown())),
  }),
  /**
   * The rows that the answers in `predictions.parquet` are for, in the order of their ids as text; digests as in
   * `comparability` of the report. Absent when the policy has no `evaluation.predictions`, or they are too large.
   */
  predictions: z
    .strictObject({
      rows: z.number().int().nonnegative(),
      rowsDigest: z.string(),
      targetDigest: z.string(),
    })
    .optional(),
  /** Digest of the Release's notes without blanks around them and with `\n` as line ends. Older manifests have none. */
  notes: z.strictObject({ sha256: digest }).optional(),
  assets: z.array(z.strictObject({ name: z.string(), sizeBytes: z.number().int(), sha256: digest })),
  createdAt: z.string(),
});

/** The inputs and outputs of an ONNX model, as data. */
export type Signature = z.infer<typeof signatureSchema>;
/** A manifest, as data. */
export type Manifest = z.infer<typeof manifestSchema>;
