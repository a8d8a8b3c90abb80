import { z } from "zod";

/** Data types of the Open Inference Protocol v2 that have a JSON form; FP16 has none. */
export const jsonDatatypes = [
  "BOOL",
  "INT8",
  "INT16",
  "INT32",
  "INT64",
  "UINT8",
  "UINT16",
  "UINT32",
  "UINT64",
  "FP32",
  "FP64",
  "BYTES",
] as const;
/** One of {@link jsonDatatypes}. */
export type JsonDatatype = (typeof jsonDatatypes)[number];

const parameters = z.record(z.string(), z.unknown()).optional();

/** A tensor of a request: `data` flat or nested, row-major. Members that the protocol does not know are ignored. */
export const requestTensorSchema = z.object({
  name: z.string().min(1),
  shape: z.array(z.number().int().nonnegative()).max(8),
  datatype: z.enum(jsonDatatypes),
  parameters,
  data: z.array(z.unknown()),
});

/** Body of `POST …/infer`. Source: Open Inference Protocol v2, REST, "Inference Request JSON Object". */
export const inferRequestSchema = z.object({
  id: z.string().max(256).optional(),
  parameters,
  inputs: z.array(requestTensorSchema).min(1).max(4096),
  outputs: z.array(z.object({ name: z.string().min(1), parameters })).optional(),
});

/** A request, as data. */
export type InferRequest = z.infer<typeof inferRequestSchema>;
/** A tensor of a request, as data. */
export type RequestTensor = z.infer<typeof requestTensorSchema>;

/** A JSON value of a tensor; NaN and the infinities are `null`. */
export type JsonTensorValue = number | string | boolean | null;

/** Body of the answer to `infer`. `data` is flat, row-major. */
export const inferResponseSchema = z.object({
  model_name: z.string(),
  model_version: z.string().optional(),
  id: z.string().optional(),
  outputs: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int()),
      datatype: z.string(),
      data: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])),
    }),
  ),
});

/** An answer, as data. */
export type InferResponse = z.infer<typeof inferResponseSchema>;

/** Name of the platform in a model's metadata. */
export const platform = "onnx_onnxv1";

/** Body of `GET /v2/models/{model}`. */
export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly { name: string; datatype: string; shape: readonly number[] }[];
  readonly outputs: readonly { name: string; datatype: string; shape: readonly number[] }[];
}

/** Reads the body of an `infer` request; the error names the first member at fault. */
export function readInferRequest(
  body: unknown,
): { readonly ok: true; readonly request: InferRequest } | { readonly ok: false; readonly error: string } {
  const parsed = inferRequestSchema.safeParse(body);
  if (parsed.success) return { ok: true, request: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  return { ok: false, error: `invalid request: ${place}: ${issue?.message ?? "not readable"}` };
}
