import type * as ortModule from "onnxruntime-node";
import type { InferenceSession } from "onnxruntime-node";
import { PawlError } from "../../errors.ts";
import type {
  LoadedModel,
  ModelExecution,
  ModelRuntime,
  ModelSignature,
  Tensor,
  TensorSpec,
} from "../../ports/model-runtime.ts";
import { loadNative } from "../native/load-native.ts";
import { inspectModel } from "./inspect-model.ts";
import { planProvider } from "./providers.ts";
import { checkFeeds, datatypeOf, fromOrt, toOrtParts } from "./tensors.ts";
import { replaceZipMaps } from "./zip-map.ts";

type Ort = typeof ortModule;

const mostTensors = 10_000;
const longestName = 500;
/** What ONNX Runtime 1.30 says of operators, domains and versions that it does not have. */
const unsupported =
  /opset|no op registered|not a registered function|IR_VERSION|model ir_version|not implemented|no schema registered/i;

/**
 * ONNX Runtime, with CUDA where its library is there, else with the CPU. Models that keep values in other files or
 * declare more than they hold never reach it; a `ZipMap` is replaced by its tensor.
 */
export function createModelRuntime(): ModelRuntime {
  return { load };
}

async function load(bytes: Uint8Array): Promise<LoadedModel> {
  const { problem, metadata } = inspectModel(bytes);
  if (problem !== undefined) throw unreadable(problem);
  const ort = await loadNative<Ort>("onnxruntime-node");
  const { session, execution } = await openSession(ort, withoutZipMaps(bytes));
  try {
    return new OnnxModel({ ort, session, execution, metadata });
  } catch (error) {
    await session.release();
    throw error;
  }
}

function withoutZipMaps(bytes: Uint8Array): Uint8Array {
  try {
    return replaceZipMaps(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(`its graph is cut: ${error.message}`, error);
    throw error;
  }
}

interface OpenedModel {
  readonly ort: Ort;
  readonly session: InferenceSession;
  readonly execution: ModelExecution;
  readonly metadata: ReadonlyMap<string, string>;
}

async function openSession(ort: Ort, bytes: Uint8Array): Promise<Pick<OpenedModel, "session" | "execution">> {
  const { provider, isRequired } = await planProvider();
  try {
    const session = await createSession(ort, bytes, provider);
    return { session, execution: { provider, note: undefined } };
  } catch (error) {
    if (provider === "cpu") throw refusal(error);
    if (isRequired) {
      throw new PawlError("model.unsupported", {
        message: `The model cannot be computed with CUDA: ${reasonOf(error)}`,
        hint: "Install ONNX Runtime's CUDA libraries on the runner, or unset PAWL_EXECUTION_PROVIDER.",
        cause: error,
      });
    }
    const session = await createSession(ort, bytes, "cpu").catch((cause: unknown) => {
      throw refusal(cause);
    });
    const note = `CUDA is installed and could not be used: ${reasonOf(error)}`;
    return { session, execution: { provider: "cpu", note } };
  }
}

function createSession(ort: Ort, bytes: Uint8Array, provider: "cpu" | "cuda"): Promise<InferenceSession> {
  const executionProviders = provider === "cpu" ? ["cpu"] : ["cuda", "cpu"];
  return ort.InferenceSession.create(bytes, { executionProviders, logSeverityLevel: 4 });
}

class OnnxModel implements LoadedModel {
  readonly signature: ModelSignature;
  readonly metadata: ReadonlyMap<string, string>;
  readonly execution: ModelExecution;
  readonly #ort: Ort;
  readonly #session: InferenceSession;

  constructor({ ort, session, execution, metadata }: OpenedModel) {
    this.#ort = ort;
    this.#session = session;
    this.execution = execution;
    this.metadata = metadata;
    this.signature = {
      inputs: toSpecs(session.inputMetadata),
      outputs: toSpecs(session.outputMetadata.filter((output) => output.isTensor)),
    };
  }

  async run(inputs: readonly Tensor[], outputs?: readonly string[]): Promise<readonly Tensor[]> {
    checkFeeds(this.signature.inputs, inputs);
    const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
    const wanted = outputs ?? this.signature.outputs.map(({ name }) => name);
    const computed = await this.#runSession(feeds, wanted);
    return wanted.map((name) => {
      const tensor = computed[name];
      if (tensor === undefined) throw unreadable(`output ${name} was not computed`);
      return fromOrt(name, tensor);
    });
  }

  async time(
    inputs: readonly Tensor[],
    outputs: readonly string[],
    repetitions: number,
  ): Promise<Float64Array> {
    checkFeeds(this.signature.inputs, inputs);
    const times = new Float64Array(repetitions);
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
      const started = performance.now();
      await this.#runSession(feeds, outputs);
      times[repetition] = performance.now() - started;
    }
    return times;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #toOrt(feed: Tensor) {
    const { type, data, dims } = toOrtParts(feed);
    if (type === "float16" && data instanceof Uint16Array) {
      // ONNX Runtime 1.30's binding cannot read the Float16Array that its own constructor makes of these bits.
      return Object.assign(new this.#ort.Tensor("uint16", data, dims), { type: "float16" as const });
    }
    // The pair of type and data was made to fit in toOrtParts; the constructor's overloads cannot see that.
    return new this.#ort.Tensor(type as "float32", data as Float32Array, dims);
  }

  async #runSession(
    feeds: InferenceSession.FeedsType,
    wanted: readonly string[],
  ): Promise<InferenceSession.ReturnType> {
    try {
      return await this.#session.run(feeds, [...wanted]);
    } catch (error) {
      throw new PawlError("model.input-invalid", {
        message: `the model did not run: ${reasonOf(error)}`,
        cause: error,
      });
    }
  }
}

function toSpecs(metadata: readonly InferenceSession.ValueMetadata[]): readonly TensorSpec[] {
  if (metadata.length <= mostTensors) return metadata.map(toSpec);
  throw new PawlError("model.unsupported", {
    message: `the model has ${metadata.length} inputs or outputs, at most ${mostTensors} are read`,
  });
}

function toSpec(metadata: InferenceSession.ValueMetadata): TensorSpec {
  const { name } = metadata;
  if (name === "" || name.length > longestName || name === "__proto__") {
    throw new PawlError("model.unsupported", {
      message: `a tensor of the model has the name ${JSON.stringify(name.slice(0, 40))} of ${name.length} letters`,
      hint: `Give every input and output a name of 1 to ${longestName} letters, other than __proto__.`,
    });
  }
  if (!metadata.isTensor) {
    throw new PawlError("model.unsupported", { message: `input ${name} is a sequence or map, not a tensor` });
  }
  const datatype = datatypeOf[metadata.type];
  if (datatype === undefined) {
    throw new PawlError("model.unsupported", {
      message: `${name} has the element type ${metadata.type}`,
    });
  }
  const shape = metadata.shape.map((size) => (typeof size === "number" && size >= 0 ? size : -1));
  return { name, datatype, shape };
}

function refusal(error: unknown): PawlError {
  const reason = reasonOf(error);
  if (!unsupported.test(reason)) return unreadable(reason, error);
  return new PawlError("model.unsupported", {
    message: `ONNX Runtime lacks what the model needs: ${reason}`,
    hint: "Export with standard operators and an older opset, for instance target_opset=21.",
    cause: error,
  });
}

/** The message, without the place in the runtime's own source that some begin with. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(Math.max(0, message.indexOf("ONNX Runtime only"))).slice(0, 500);
}

function unreadable(reason: string, cause?: unknown): PawlError {
  return new PawlError("model.unreadable", { message: `The ONNX model cannot be loaded: ${reason}`, cause });
}
