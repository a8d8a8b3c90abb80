import { PawlError, type ErrorCode } from "../../errors.ts";
import type {
  LoadedModel,
  ModelRuntime,
  ModelSignature,
  ModelExecution,
  Tensor,
} from "../../ports/model-runtime.ts";

/** What the process of an isolated model is asked, one thing at a time. */
export type ModelCall =
  | { readonly verb: "load"; readonly bytes: Uint8Array }
  | {
      readonly verb: "run";
      readonly inputs: readonly Tensor[];
      readonly outputs: readonly string[] | undefined;
    }
  | {
      readonly verb: "time";
      readonly inputs: readonly Tensor[];
      readonly outputs: readonly string[];
      readonly repetitions: number;
    };

/** What a model says about itself once it is loaded. */
export interface ModelFacts {
  readonly signature: ModelSignature;
  readonly metadata: ReadonlyMap<string, string>;
  readonly execution: ModelExecution;
}

/** What it answers: the result of the call, or the error. */
export type ModelAnswer =
  | { readonly loaded: ModelFacts }
  | { readonly tensors: readonly Tensor[] }
  | { readonly times: Float64Array }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly hint: string } };

/**
 * The inside of an isolated model's process: answers calls that come over the channel of its parent, until that is gone.
 *
 * @param runtime computes; one model a process.
 */
export function serveModelCalls(runtime: ModelRuntime): void {
  let model: LoadedModel | undefined;
  const answer = async (call: ModelCall): Promise<ModelAnswer> => {
    if (call.verb === "load") {
      model = await runtime.load(call.bytes);
      const { signature, metadata, execution } = model;
      return { loaded: { signature, metadata, execution } };
    }
    if (model === undefined) throw new PawlError("model.unreadable", { message: "no model is loaded" });
    return call.verb === "run"
      ? { tensors: await model.run(call.inputs, call.outputs) }
      : { times: await model.time(call.inputs, call.outputs, call.repetitions) };
  };
  process.on("message", (message) => {
    // Only the parent, which is this program, writes into the channel.
    void answer(message as ModelCall)
      .catch((error: unknown) => ({ error: toPlain(error) }))
      .then((result) => process.send?.(result));
  });
  process.on("disconnect", () => process.exit(0));
}

function toPlain(error: unknown): Extract<ModelAnswer, { readonly error: unknown }>["error"] {
  if (error instanceof PawlError) return { code: error.code, message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  const { code, hint } = new PawlError("model.unreadable", { message });
  return { code, message: message.slice(0, 500), hint };
}
