import type * as ortModule from "onnxruntime-node";
import type { InferenceSession } from "onnxruntime-node";
import { PawlError } from "../../errors.ts";
import type {
  LoadedModel,
  ModelRuntime,
  ModelSignature,
  Tensor,
  TensorSpec,
} from "../../ports/model-runtime.ts";
import { loadNative } from "../native/load-native.ts";
import { hasExternalData } from "./external-data.ts";
import { checkFeeds, datatypeOf, fromOrt, toOrtParts } from "./tensors.ts";

type Ort = typeof ortModule;

/** ONNX Runtime with its CPU provider. Models that keep values in other files are refused. */
export function createModelRuntime(): ModelRuntime {
  return { load };
}

async function load(bytes: Uint8Array): Promise<LoadedModel> {
  const external = hasExternalData(bytes);
  if (external === undefined) throw unreadable("the file is cut or no protocol buffer");
  if (external) throw unreadable("the model keeps values in other files (external data)");
  const ort = await loadNative<Ort>("onnxruntime-node");
  const session = await createSession(ort, bytes);
  try {
    return new OnnxModel(ort, session);
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function createSession(ort: Ort, bytes: Uint8Array): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, { executionProviders: ["cpu"], logSeverityLevel: 3 });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
}

class OnnxModel implements LoadedModel {
  readonly signature: ModelSignature;
  readonly #ort: Ort;
  readonly #session: InferenceSession;

  constructor(ort: Ort, session: InferenceSession) {
    this.#ort = ort;
    this.#session = session;
    this.signature = {
      inputs: session.inputMetadata.map(toSpec),
      outputs: session.outputMetadata.map(toSpec),
    };
  }

  async run(inputs: readonly Tensor[]): Promise<readonly Tensor[]> {
    checkFeeds(this.signature.inputs, inputs);
    const feeds = Object.fromEntries(inputs.map((feed) => [feed.name, this.#toOrt(feed)]));
    const outputs = await this.#runSession(feeds);
    return this.signature.outputs.map(({ name }) => {
      const tensor = outputs[name];
      if (tensor === undefined) throw unreadable(`output ${name} was not computed`);
      return fromOrt(name, tensor);
    });
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #toOrt(feed: Tensor) {
    const { type, data, dims } = toOrtParts(feed);
    // The pair of type and data was made to fit in toOrtParts; the constructor's overloads cannot see that.
    return new this.#ort.Tensor(type as "float32", data as Float32Array, dims);
  }

  async #runSession(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType> {
    try {
      return await this.#session.run(feeds);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new PawlError("model.input-invalid", {
        message: `the model did not run: ${message}`,
        cause: error,
      });
    }
  }
}

function toSpec(metadata: InferenceSession.ValueMetadata): TensorSpec {
  if (!metadata.isTensor) {
    throw new PawlError("model.unsupported", {
      message: `${metadata.name} is a sequence or map, not a tensor`,
    });
  }
  const datatype = datatypeOf[metadata.type];
  if (datatype === undefined) {
    throw new PawlError("model.unsupported", {
      message: `${metadata.name} has the element type ${metadata.type}`,
    });
  }
  const shape = metadata.shape.map((size) => (typeof size === "number" && size >= 0 ? size : -1));
  return { name: metadata.name, datatype, shape };
}

function unreadable(reason: string, cause?: unknown): PawlError {
  return new PawlError("model.unreadable", { message: `The ONNX model cannot be loaded: ${reason}`, cause });
}
