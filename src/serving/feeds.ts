import type { Manifest, Signature } from "../registry/manifest-schema.ts";
import type { InferRequest, RequestTensor } from "./open-inference-protocol.ts";
import { readTensorData, type Checked } from "./tensor-data.ts";

/** A checked input. */
export interface Feed {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | string | boolean)[];
}

/** A request, checked against a model. */
export interface CheckedRequest {
  /** What the model is fed, in the order of its signature. */
  readonly feeds: readonly Feed[];
  /** Tensors that are logged and not fed. */
  readonly id: Feed | undefined;
  readonly timestamp: Feed | undefined;
  /** Rows: the common first dimension; 1 for a model without one. */
  readonly rows: number;
}

/** What a request is checked against. */
export interface FeedRules {
  readonly signature: Signature;
  readonly columns: Pick<Manifest["columns"], "id" | "timestamp">;
}

/** Checks names, data types, shapes and values of a request; the error is one sentence for the client. */
export function checkRequest(request: InferRequest, rules: FeedRules): Checked<CheckedRequest> {
  const { signature, columns } = rules;
  const names = request.inputs.map((tensor) => tensor.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, error: `input ${twice} is given twice` };
  const known = new Set([...signature.inputs.map((spec) => spec.name), columns.id, columns.timestamp]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) return { ok: false, error: `the model has no input ${unknown}` };
  const outputs = new Set(signature.outputs.map((spec) => spec.name));
  const wanted = request.outputs?.find((output) => !outputs.has(output.name));
  if (wanted !== undefined) return { ok: false, error: `the model has no output ${wanted.name}` };
  return checkTensors(request.inputs, rules);
}

function checkTensors(tensors: readonly RequestTensor[], rules: FeedRules): Checked<CheckedRequest> {
  const byName = new Map<string, Feed>();
  for (const tensor of tensors) {
    const data = readTensorData(tensor);
    if (!data.ok) return data;
    const { name, datatype, shape } = tensor;
    byName.set(name, { name, datatype, shape, data: data.value });
  }
  const feeds: Feed[] = [];
  for (const spec of rules.signature.inputs) {
    const feed = byName.get(spec.name);
    const error = findMismatch(spec, feed);
    if (error !== undefined || feed === undefined) return { ok: false, error: error ?? spec.name };
    feeds.push(feed);
  }
  const id = rules.columns.id === null ? undefined : byName.get(rules.columns.id);
  const timestamp = rules.columns.timestamp === null ? undefined : byName.get(rules.columns.timestamp);
  return checkRows({ feeds, id, timestamp, rows: feeds[0]?.shape[0] ?? 1 });
}

function findMismatch(spec: Signature["inputs"][number], feed: Feed | undefined): string | undefined {
  if (feed === undefined) return `input ${spec.name} is missing`;
  if (feed.datatype !== spec.datatype) {
    return `input ${spec.name} is ${feed.datatype}, the model takes ${spec.datatype}`;
  }
  const fits =
    feed.shape.length === spec.shape.length &&
    spec.shape.every((size, index) => size === -1 || size === feed.shape[index]);
  const [got, takes] = [feed.shape.join(", "), spec.shape.join(", ")];
  return fits ? undefined : `input ${spec.name} has shape [${got}], the model takes [${takes}]`;
}

function checkRows(checked: CheckedRequest): Checked<CheckedRequest> {
  const { feeds, id, timestamp, rows } = checked;
  const extras = [id, timestamp].filter((feed) => feed !== undefined);
  const other = [...feeds, ...extras].find((feed) => (feed.shape[0] ?? 1) !== rows);
  if (other !== undefined) {
    return { ok: false, error: `input ${other.name} has ${other.shape[0] ?? 1} rows, the others ${rows}` };
  }
  const wide = extras.find((feed) => feed.data.length !== rows);
  if (wide !== undefined) return { ok: false, error: `input ${wide.name} takes one value a row` };
  return { ok: true, value: checked };
}
