import { checkRequest, type CheckedRequest } from "../../serving/feeds.ts";
import {
  readInferRequest,
  type InferRequest,
  type InferResponse,
} from "../../serving/open-inference-protocol.ts";
import type { PredictionRecord } from "../../serving/prediction-record.ts";
import { toPredictionRecords } from "../../serving/served-rows.ts";
import { toJsonData, type FlatTensor } from "../../serving/tensor-data.ts";
import type { ServedModel } from "./served-model.ts";
import type { ServerMetrics } from "./server-metrics.ts";

/** What one inference needs besides the model. */
export interface InferenceContext {
  readonly model: string;
  readonly environment: string;
  readonly metrics: ServerMetrics;
  readonly now: () => Date;
  /** Takes the lines for the prediction log; `undefined` when none is written. */
  readonly log: ((records: readonly PredictionRecord[]) => void) | undefined;
}

/** The status and body of an answer. */
export interface InferAnswer {
  readonly status: 200 | 400 | 500;
  readonly body: InferResponse | { readonly error: string };
}

/** Answers one request. A request at fault is 400 before the model is run; anything else that fails is 500. */
export async function infer(
  served: ServedModel,
  body: unknown,
  context: InferenceContext,
): Promise<InferAnswer> {
  const labels = { model: context.model, version: served.version ?? "" };
  const answer = await answerRequest(served, body, context);
  context.metrics.requests.inc({ ...labels, code: String(answer.status) });
  return answer;
}

async function answerRequest(
  served: ServedModel,
  body: unknown,
  context: InferenceContext,
): Promise<InferAnswer> {
  const { metrics, model } = context;
  const timed = { model, version: served.version ?? "" };
  const endPreprocess = metrics.duration.startTimer({ ...timed, phase: "preprocess" });
  const read = readInferRequest(body);
  if (!read.ok) return refuse(400, read.error);
  const checked = checkRequest(read.request, served.rules);
  if (!checked.ok) return refuse(400, checked.error);
  endPreprocess();
  metrics.rows.observe(timed, checked.value.rows);
  const endRun = metrics.duration.startTimer({ ...timed, phase: "run" });
  try {
    const outputs = await served.loaded.run(checked.value.feeds);
    endRun();
    logRows(checked.value, outputs, served, context);
    return { status: 200, body: toResponse(read.request, outputs, { model, version: served.version }) };
  } catch (error) {
    return refuse(500, error instanceof Error ? `${error.name} : ${error.message}` : String(error));
  }
}

function refuse(status: 400 | 500, error: string): InferAnswer {
  return { status, body: { error } };
}

function logRows(
  request: CheckedRequest,
  outputs: readonly FlatTensor[],
  served: ServedModel,
  context: InferenceContext,
): void {
  const { model, environment } = context;
  const by = { model, version: served.version ?? "", environment, servedAt: context.now() };
  context.log?.(toPredictionRecords(request, outputs, by));
}

function toResponse(
  request: InferRequest,
  outputs: readonly FlatTensor[],
  served: { readonly model: string; readonly version: string | null },
): InferResponse {
  const wanted = request.outputs?.map((output) => output.name);
  const chosen = outputs.filter((output) => wanted === undefined || wanted.includes(output.name));
  return {
    model_name: served.model,
    ...(served.version === null ? {} : { model_version: served.version }),
    ...(request.id === undefined ? {} : { id: request.id }),
    outputs: chosen.map(({ name, shape, datatype, data }) => ({
      name,
      shape: [...shape],
      datatype,
      data: toJsonData(data),
    })),
  };
}
