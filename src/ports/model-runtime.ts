/** One named tensor of a model's signature. `shape` uses -1 for a dimension that varies. */
export interface TensorSpec {
  readonly name: string;
  /** Open Inference Protocol v2 data type: BOOL, INT8 … INT64, UINT8 … UINT64, FP16, FP32, FP64, BYTES. */
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** The inputs and outputs of a model. */
export interface ModelSignature {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

/** A tensor with its values in row-major order. */
export interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly data:
    | readonly (number | string | boolean | bigint)[]
    | Float32Array
    | Float64Array
    | BigInt64Array
    | Int32Array;
}

/** Where a model is computed. */
export interface ModelExecution {
  readonly provider: "cpu" | "cuda";
  /** Why it is not the provider that this machine seems to have; `undefined` when it is. */
  readonly note: string | undefined;
}

/** A loaded model. */
export interface LoadedModel {
  /** Tensors only: what a model gives besides (sequences, maps) is left out. */
  readonly signature: ModelSignature;
  /** Key and value pairs that the exporter wrote into the model. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly execution: ModelExecution;
  /**
   * @param outputs names of the outputs to compute; all by default.
   * @throws PawlError `model.input-invalid` when a feed is missing, has another type or shape, or the model fails on it.
   */
  run(inputs: readonly Tensor[], outputs?: readonly string[]): Promise<readonly Tensor[]>;
  /**
   * Runs the model again and again on the same feeds, one run after the other.
   *
   * @param repetitions 1 or more.
   * @returns milliseconds of each run, shape (repetitions,).
   * @throws PawlError as {@link run}.
   */
  time(inputs: readonly Tensor[], outputs: readonly string[], repetitions: number): Promise<Float64Array>;
  /** Frees native memory. */
  release(): Promise<void>;
}

/** Loads ONNX models. */
export interface ModelRuntime {
  /**
   * @throws PawlError `model.unreadable` when the bytes are no valid ONNX model or must not reach the runtime;
   * `model.unsupported` when the runtime lacks what the model needs.
   */
  load(bytes: Uint8Array): Promise<LoadedModel>;
}
