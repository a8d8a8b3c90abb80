import type { CalledWorkflow, CallFrame } from "./call-frame.ts";
import { readCallInputs, readCallSecrets } from "./call-inputs.ts";
import { deadlockMessage, enterGroup } from "./enter-group.ts";
import { type ExpressionScope, interpolate } from "./expression.ts";
import type { Conclusion } from "./host.ts";
import { asObject, type JsonObject, jsonText, memberAt } from "./json.ts";
import { planMatrixRows, type MatrixRow } from "./matrix-rows.ts";
import { Places } from "./places.ts";
import type { GraphRequest } from "./run-execution-request.ts";
import type { MatrixRequest } from "./run-matrix.ts";
import { messageOf, WorkflowError } from "./workflow-error.ts";

/** What came out of the jobs of one file. */
export interface GraphEnd {
  readonly conclusion: Conclusion;
  /** Each job's result and outputs: the `jobs` context of `on.workflow_call.outputs`. */
  readonly jobs: JsonObject;
  /** Nothing ran: every job was taken over from the attempt before. */
  readonly isRetained: boolean;
}

/** A job that calls a workflow. */
export interface CallRequest extends MatrixRequest {
  readonly called: CalledWorkflow;
  /** Runs the jobs of a file; given by the one who asks, since the called file's jobs may call again. */
  readonly runGraph: (request: GraphRequest) => Promise<GraphEnd>;
  /** Shows a call that failed before any of its jobs could start. */
  readonly onFailure: (name: string, message: string) => void;
}

/** How one call ended. */
export interface CallEnd {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  readonly isRetained: boolean;
}

function openFrame(request: CallRequest, row: MatrixRow, heldGroups: readonly string[]): CallFrame {
  const { called, definition, frame } = request;
  return {
    inputs: readCallInputs(called.workflow, definition["with"], row.scope),
    secrets: readCallSecrets(definition["secrets"], frame.secrets, row.scope),
    namePrefix: `${frame.namePrefix}${row.name} / `,
    defaultPermissions: called.granted,
    calls: called.calls,
    heldGroups,
    retained: frame.retained,
  };
}

function readOutputs(
  { called }: CallRequest,
  inputs: JsonObject,
  scope: ExpressionScope,
  jobs: JsonObject,
): Record<string, string> {
  const { github = {}, vars = {} } = scope.contexts;
  const own = { contexts: { github, vars, inputs, jobs }, functions: [] };
  const declared = Object.entries(asObject(called.workflow.on["workflow_call"]?.["outputs"]));
  return Object.fromEntries(
    declared.map(([name, output]) => [name, interpolate(jsonText(memberAt(output, "value")), own)]),
  );
}

function resultOf(conclusion: Conclusion): CallEnd["result"] {
  return conclusion === "success" || conclusion === "cancelled" || conclusion === "skipped"
    ? conclusion
    : "failure";
}

/** Runs the jobs of the called file in its own concurrency group, if it has one. */
async function runCalledGraph(request: CallRequest, row: MatrixRow, frame: CallFrame): Promise<CallEnd> {
  const { called, cancelled, stopped } = request;
  const superseded = new AbortController();
  const either = AbortSignal.any([cancelled, superseded.signal]);
  const scope = { ...row.scope, contexts: { ...row.scope.contexts, inputs: frame.inputs } };
  const place = await enterGroup({
    request: { ...request, frame },
    written: called.workflow.document["concurrency"],
    scope,
    cancel: () => superseded.abort(),
    signal: AbortSignal.any([either, stopped]),
  });
  if (place.kind === "deadlock") throw new WorkflowError(deadlockMessage(place.group, row.name));
  try {
    const { workflow } = called;
    const inner = { ...frame, heldGroups: place.heldGroups };
    const end = await request.runGraph({ ...request, workflow, frame: inner, cancelled: either });
    const outputs = readOutputs(request, frame.inputs, row.scope, end.jobs);
    return { result: resultOf(end.conclusion), outputs, isRetained: end.isRetained };
  } finally {
    place.leave();
  }
}

async function runRow(request: CallRequest, row: MatrixRow): Promise<CallEnd> {
  const superseded = new AbortController();
  const cancelled = AbortSignal.any([request.cancelled, superseded.signal]);
  const place = await enterGroup({
    request,
    written: request.definition["concurrency"],
    scope: row.scope,
    cancel: () => superseded.abort(),
    signal: AbortSignal.any([cancelled, request.stopped]),
  });
  if (place.kind === "deadlock") throw new WorkflowError(deadlockMessage(place.group, row.name));
  try {
    return await runCalledGraph({ ...request, cancelled }, row, openFrame(request, row, place.heldGroups));
  } finally {
    place.leave();
  }
}

/** Runs a job that calls a reusable workflow: once for each row of its matrix, `max-parallel` at a time. */
export async function runCalls(request: CallRequest): Promise<readonly CallEnd[]> {
  const { rows, isFailFast, maxParallel } = planMatrixRows(request.key, request.definition, request.scope);
  const places = new Places(maxParallel);
  const failFast = new AbortController();
  const signals = isFailFast ? [request.cancelled, failFast.signal] : [request.cancelled];
  const cancelled = AbortSignal.any(signals);
  const nothing = { outputs: {}, isRetained: false };
  return Promise.all(
    rows.map(async (row): Promise<CallEnd> => {
      const place = await places.acquire(AbortSignal.any([cancelled, request.stopped]));
      if (place === undefined) return { result: "cancelled", ...nothing };
      let end: CallEnd;
      try {
        end = await runRow({ ...request, cancelled }, row);
      } catch (error) {
        request.onFailure(`${request.frame.namePrefix}${row.name}`, messageOf(error));
        end = { result: "failure", ...nothing };
      } finally {
        place.release();
      }
      if (end.result === "failure") failFast.abort();
      return end;
    }),
  );
}
